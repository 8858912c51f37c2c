"""Makes recipients.xlsx, the sheet of `accolade demo`: `make_recipients.py`, with XlsxWriter.

Sixty invented people in twenty-six scripts. The names are chosen for what programs get wrong about them: letters outside
old encodings, marks above and below, both directions, clusters and reordered vowels, letters whose shape depends on the
language, one very long name and one of a single letter.
"""

import datetime
from pathlib import Path

import xlsxwriter

PEOPLE = """
en Amelia Hart-Okafor
en Seán O’Donoghue, Jr.
en Q
en Maximiliana Featherstonehaugh-Cholmondeley von und zu Hohenlohe-Schillingsfürst
de Jörg Weißmüller
fr Anaïs Lefèvre-Bœuf
es Iñaki Echeverría Núñez
pt João Gonçalves da Conceição
pl Świętosława Brzęczyszczykiewicz
cs Přemysl Žďárský
ro Ștefănița Țurcanu
tr İlknur Iğdır
is Þorgerður Æsa Eiríksdóttir
lv Ģirts Ķeniņš
yo Ọmọ́tọ́lá Ẹgbẹ́yẹmí
vi Nguyễn Thị Diễm Phượng
ru Серафима Щукина
uk Їжакевич Ґалина
sr Љубица Ђорђевић
kk Әлия Құрманғазы
el Ευφροσύνη Ξανθοπούλου
el Σπύρος Ζαΐμης
ar عبد الرحمن الحسيني
ar لطيفة بنت الأحمد
fa نیلوفر میرزایی
ur ثمینہ چغتائی
he אורית בן־שלום
he יהונתן פלדמן
hi श्रुति त्रिवेदी
hi ज्ञानेन्द्र क्षत्रिय
mr ज्योत्स्ना कुलकर्णी
ne हृदयेश्वर श्रेष्ठ
bn ঐশ্বর্য বন্দ্যোপাধ্যায়
bn ক্ষণপ্রভা দাশগুপ্ত
ta யாழினி சுப்பிரமணியன்
ta கௌசல்யா ஸ்ரீதர்
pa ਹਰਪ੍ਰੀਤ ਕੌਰ
gu કૃષ્ણકાંત ત્રિવેદી
or ଜ୍ୟୋତିର୍ମୟୀ ମହାନ୍ତି
te కృష్ణవేణి శాస్త్రి
kn ಜ್ಞಾನೇಶ್ವರಿ ಹೆಗ್ಡೆ
ml ശ്രീലക്ഷ്മി നമ്പൂതിരി
si ක්‍රිශාන්ති ප්‍රනාන්දු
th กิตติศักดิ์ น้ำทิพย์
th ปิ่นแก้ว เรืองศรี
lo ສີສະຫວັນ ພົມມະຈັນ
km ស្រីពេជ្រ ចាន់ថា
my ခင်မြတ်နိုး
zh-Hans 欧阳思源
zh-Hans 李晓雪
zh-Hant 諸葛靜儀
zh-Hant 蕭直樹
ja 𠮷川 直子
ja さとう みずき
ja 髙橋 エリカ
ko 남궁하늘
ko 제갈민서
hy Գայանե Սարգսյան
ka თამარ ჯავახიშვილი
am ትዕግሥት ኃይለማርያም
"""


def main() -> None:
    lines = [line.split(" ", 1) for line in PEOPLE.strip().splitlines()]
    assert len(lines) == 60
    book = xlsxwriter.Workbook(str(Path(__file__).parent / "recipients.xlsx"))
    # The date of the file is fixed, so that the same call gives the same bytes.
    book.set_properties({"created": datetime.datetime(2026, 1, 1)})
    sheet = book.add_worksheet("Recipients")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 4, 24)
    sheet.write_row(0, 0, ["Name", "E-mail", "Language", "Grade", "Issue date"], bold)
    for row, (language, name) in enumerate(lines, 1):
        grade = ["Distinction", "Merit", "Pass"][row * 7 % 3]
        issued = datetime.date(2026, 11, 20) + datetime.timedelta(days=row % 5)
        sheet.write_row(row, 0, [name, f"participant{row:02}@example.org", language, grade])
        sheet.write_datetime(row, 4, datetime.datetime.combine(issued, datetime.time()), day)
    sheet.freeze_panes(1, 0)
    book.close()


if __name__ == "__main__":
    main()
