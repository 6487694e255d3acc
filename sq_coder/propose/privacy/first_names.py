"""First names that people in the Netherlands have, for a name that somebody wrote in lower case: 'toen zei jan'.

Only names that are no everyday word ('roos', 'bas', 'wil', 'ben' are). Not a list of all names, and it need not be: what it
lacks, other checks look for. Chosen by hand from names that are common in Dutch, in Frisian, and among residents whose
families came from Turkey, Morocco, Surinam, Syria, Eritrea, Poland and Ukraine.
"""

from __future__ import annotations

_DUTCH = """
aad aafke aaltje adrie adriaan agnes albert alie anita anja anke anna annelies annemarie anneke annie anouk antje anton
antoinette arend arie arjan arnold astrid bart bea bep bernadette bert bertus betty bianca bram brigitte carla
carolien carolina caroline cees chantal charlotte chris christa christiaan christien christina cindy claudia clemens coen
conny corrie daan daniel danielle debora dennis desiree diana dick diederik dirk dora dorien edith eline elisabeth ellen
elly els elsbeth emma eric erik esther eva evelien evert femke ferdinand ferry floris francien frederik
freek frits gea geert geertje geertruida gerard gerda gerrie gerrit gijs gijsbert greet greetje gerben hanna hanneke hannie
hans harry heleen helena henk hendrik hendrika henny herman hermien hilda hubert huub ida ilse ineke ingrid irene
jaap jacob jacqueline jacques jan janna janneke janny jannie jantje jasper jeanette jeannette jelle jeroen jessica jo jochem
johan johanna johannes jolanda joop joost jorrit joris jos josephine jozef judith julia jurgen karel karin kees kim klaartje
klaas koen kristel laura lea leendert lena leonie lenie leo liesbeth linda lisa lisette loes lotte louise lucas lucia
lucy luuk maaike maarten machteld manon marcel margo margreet margriet maria marie mariska marian marianne marieke marijke
marion marjan marjolein marjolijn marleen marlies marloes martha martijn martine mathilde matthijs maurits meike
melanie melissa michel michiel mieke miep miranda mirjam monique nadia nancy natasja nel nelleke nicole niek niels nico
nienke nora olga otto pascal patricia paul paula paulien petra peter pieter piet pim rachel ralf ramon rebecca reinier
rene renske richard rianne rik rineke rita robert robin roel roelof roland ronald rosalie ruben rudolf ruth ruud saar sabine
sander sandra sanne sara saskia sebastiaan silvia simon simone sjaak sjaan sjoerd sofie sonja stefan stella steven susanne
suzanne sven sylvia tamara tanja teun thea theo thijs thomas tijmen tineke tjerk toos trees trudy truus ursula
valerie vera veronica victor vincent wendy wessel wilhelmina willem willemien wilma wim wouter xander yvette yvonne
"""

_FRISIAN = """
afke anske atje auke aukje baukje boukje bouwe brechtje djoke doeke doutzen douwe durk eabele eelke eelkje feike femmy
fokje foppe froukje geeske gosse grietje harmen hessel hidde hielke hiske hylke ietje jacobje janke jetske jikke jildou jinke
jitske jouke joukje jurjen klaaske klaske lieuwe lieuwkje lolke lysbeth marijke meindert minke nammen nynke oeds pietsje
pytrik reinskje rienk rinske rixt romke rommert sietse sietske simkje sipke sijbren sjouke sjoukje sytse sytske teake tetsje
tietsje tjalling tjeerd tjitske trienke tsjerk wiebe wiebren wietske wobbe wopke wybren wytske ymkje yde ynskje ytsje
"""

_FROM_ELSEWHERE = """
abdel abdullah abdirahman achmed ahmad ahmed aicha aisha aleksandra ali alina amal amina amir anastasia andrij anil asha
asma ayse aysel aziz bahar bilal bogdan bogumila chandra dilan djamila ebru ekrem elena elif emine emre fadime farah farid
farida fatiha fatima fatma fatoumata filmon fikret ghada habib habiba hafid hakan hakim halima hamid hamza hanan hasan
hassan hatice hayat huda hussein ibrahim ilham imane ismail ivan iwona jamal jamila joanna kadir kamal karima katarzyna
kemal khadija khalid khaled kiflom krystyna laila latifa layla leila leyla loubna ludmila magdalena mahmoud malika malgorzata
mariam marwa mehmet meryem miloud mimoun mohamad mohamed mohammad mohammed mounir mourad moustafa muhammad murat mustafa
mustapha nabil nadira nadja naima najat nasser natalia nevin nourdin oksana oleg omar orhan osman othman oxana
rabia rachid rachida radjesh rahel rahma rajesh ramazan rania rashid recep redouan rida rima sadia saida
salima salma samir samira selma semere senait serpil sevda sevim shanti sharda siham souad soufian soraya svetlana
tarik tatjana tekle tesfay tomasz tsegay turgut usha volodymyr yasemin yasin yasmina yassin youssef yusuf zahra zainab zakaria
zehra zeynep zohra zuhal
"""

FIRST_NAMES = frozenset(f"{_DUTCH} {_FRISIAN} {_FROM_ELSEWHERE}".split())
"""Lower case, folded."""
