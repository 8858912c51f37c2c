"""Makes the sheet of a benchmark: `make_sheet.py ROWS OUT.{xlsx,csv} [--columns 6|8]`.

The rows are the same in every run. Six columns are those of the side-by-side run with other programs; the two more make
the sheet of the import benchmark. A third of the names is Latin, the rest is spread over twelve other scripts.
"""

import argparse
import csv
import datetime
import random

import xlsxwriter

# Given names and family names by script; `order` puts them together.
LATIN = ("Agnès Bjarne Chloé Dário Elif Fernão Grażyna Håkon Ilse Jiřina Kārlis Léa Mārtiņš Nuala Östen Paweł Queralt Renée Siân Tomáš Uğur Véronique Wojciech Yaşar Želimir",
         "Ábalos Blåberg Cañadas Dörfler Élouard Fährmann Grønbæk Hříbek Iżycki Jørgensen Křížek Løvland Mąkosza Niño Öberg Pârvu Quiñones Rêgo Šimůnek Tønnesen Údržal Väinölä Wróbel Yıldız Žižka", "{g} {f}")
NAMES = {
    "Latin": LATIN, "Latin 2": LATIN, "Latin 3": LATIN, "Latin 4": LATIN, "Latin 5": LATIN, "Latin 6": LATIN,
    "Vietnamese": ("Diễm Hậu Kiệt Lộc Mẫn Nghĩa Oanh Phượng Quyên Sương Thiện Uyển Vượng", "Âu Bạch Cù Diệp Đậu Hứa Kỷ Lục Nghiêm Ổn Phí Tống Viên", "{f} {g}"),
    "Cyrillic": ("Агния Виталий Глеб Есения Злата Игнат Клим Лада Мирон Нина Прохор Тихон Ульяна", "Аксаков Бажов Вяземский Гончаров Державин Ершов Жемчужников Крылов Лесков Мережко Пришвин Тютчев Фет", "{g} {f}"),
    "Greek": ("Ασπασία Βίων Γλαύκη Διονύσης Ερμιόνη Ζήνων Ηρώ Θάλεια Ίων Κλεάνθης", "Αρβανίτης Βλάχος Γκίκας Δούκας Ευθυμίου Ζαΐμης Κοραής Λαζαρίδης Μελάς Ράλλης", "{g} {f}"),
    "Arabic": ("أمين بشرى تيم جنى حازم دانة رائد زهراء سامي عفاف", "البيطار التاجر الجراح الحلبي الراوي الزيات السقاف الشيخ العطار القاضي", "{g} {f}"),
    "Hebrew": ("אבנר ברוריה גדעון דבורה הלל זיוה חיים טובה יגאל כרמית", "אלמוג בר־לב גבע דגן הדר ורדי זמיר חרמוני טנא ירדני", "{g} {f}"),
    "Devanagari": ("अक्षय ईशा उर्वशी कौशल्या गार्गी चंद्रिका जयंत तन्वी दुर्गेश निशांत", "आचार्य ओझा काटकर गोखले चितळे जाधव त्रिवेदी धर्माधिकारी नायर पुरोहित", "{g} {f}"),
    "Bengali": ("অদিতি কাকলি গৌতম চৈতালি তপন দীপ্তি নীলাঞ্জন প্রতিমা বর্ষা শঙ্খ", "আইচ কর গুপ্ত চন্দ দে নাগ পুরকায়স্থ ভদ্র রক্ষিত শীল", "{g} {f}"),
    "Tamil": ("அமுதா கயல்விழி செல்வம் தென்றல் நிலா பாரதி மதி வேலன் யாழ் அறிவு", "அருணாசலம் கதிரேசன் சொக்கலிங்கம் திருநாவுக்கரசு நல்லசிவம் பச்சையப்பன் மருதமுத்து வடிவேல்", "{g} {f}"),
    "Thai": ("กุหลาบ จันทรา ดารา ธีรเดช นภา บุษบา ปรีชา พิมพ์ใจ มณฑา วันดี", "กล้าหาญ ขำคม จงรักษ์ ดีงาม ทวีผล บุญส่ง พูนสุข มั่งมี รักไทย สุวรรณ", "{g} {f}"),
    "Chinese": ("安琪 博文 晨曦 德华 海燕 嘉欣 立群 美玲 沐阳 若兰", "白 蔡 戴 方 龚 洪 江 康 廖 毛", "{f}{g}"),
    "Japanese": ("明日香 一輝 海斗 菊乃 小春 すみれ 千夏 直人 真司 ゆかり", "青木 石田 上野 大西 川村 工藤 桜井 田村 土屋 野口", "{f} {g}"),
    "Korean": ("가람 나래 다솜 라온 미르 보람 새봄 아름 지혜 하늘", "강 고 노 도 마 반 사 옥 편 하", "{f}{g}"),
}
COURSES = [
    "Archival Practice", "Bridge Inspection II", "Care of Rare Books", "Double-entry Bookkeeping & Audit", "Evacuation and Rescue",
    "Field Botany", "Glassblowing – Foundation", "Harbour Pilotage", "Interpreting in Court", "Joinery (Level 3)",
]
HEAD = ["Recipient Name", "Email", "Course", "Issue Date", "Expiry Date", "Certificate ID", "Grade", "City"]
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def rows(count: int):
    """The recipients, one after the other."""
    choose = random.Random(20261126)
    scripts = list(NAMES)
    first = datetime.date(2024, 1, 8)
    for number in range(1, count + 1):
        given, family, order = NAMES[choose.choice(scripts)]
        issue = first + datetime.timedelta(days=choose.randrange(700))
        yield [
            order.format(g=choose.choice(given.split()), f=choose.choice(family.split())),
            f"person{number}@example.org",
            choose.choice(COURSES),
            issue,
            issue.replace(year=issue.year + 2, day=min(issue.day, 28)),
            f"CERT-{issue.year}-{number:06}-{''.join(choose.choices(LETTERS, k=6))}",
            choose.randrange(50, 101),
            choose.choice(["Aarhus", "Łódź", "Thessaloniki", "Chennai", "Kyōto"]),
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("out")
    parser.add_argument("--columns", type=int, choices=(6, 8), default=6)
    options = parser.parse_args()
    if options.out.endswith(".csv"):
        with open(options.out, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEAD[: options.columns], *(row[: options.columns] for row in rows(options.rows))])
        return
    book = xlsxwriter.Workbook(options.out, {"constant_memory": True})
    # The date of the file is fixed, so that the same call gives the same bytes.
    book.set_properties({"created": datetime.datetime(2026, 1, 1)})
    sheet = book.add_worksheet("Recipients")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEAD[: options.columns], bold)
    for at, row in enumerate(rows(options.rows), 1):
        for column, value in enumerate(row[: options.columns]):
            if isinstance(value, datetime.date):
                sheet.write_datetime(at, column, value, day)
            else:
                sheet.write(at, column, value)
    book.close()


if __name__ == "__main__":
    main()
