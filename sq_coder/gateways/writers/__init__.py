"""What leaves a study, as bytes in the formats that people have; and putting these on disk."""

from sq_coder.gateways.files import save
from sq_coder.gateways.writers.counted import ONE, UNITS, written
from sq_coder.gateways.writers.csv import to_csv
from sq_coder.gateways.writers.docx import to_docx
from sq_coder.gateways.writers.json import from_json, to_json
from sq_coder.gateways.writers.pptx import to_pptx
from sq_coder.gateways.writers.public import expect_nobody, public, researcher_numbers, risky
from sq_coder.gateways.writers.qdpx import to_qdpx
from sq_coder.gateways.writers.refi_codes import to_qdc
from sq_coder.gateways.writers.slides import slide
from sq_coder.gateways.writers.xlsx import to_xlsx

__all__ = [
    "ONE",
    "UNITS",
    "expect_nobody",
    "from_json",
    "public",
    "researcher_numbers",
    "risky",
    "save",
    "slide",
    "to_csv",
    "to_docx",
    "to_json",
    "to_pptx",
    "to_qdc",
    "to_qdpx",
    "to_xlsx",
    "written",
]
