"""Given names and places common in Punjab, for invented people: English and Urdu side by side."""

from __future__ import annotations

MALE = (
    ("Muhammad Akram", "محمد اکرم"),
    ("Ghulam Rasool", "غلام رسول"),
    ("Allah Ditta", "اللہ دتہ"),
    ("Tariq Mahmood", "طارق محمود"),
    ("Imran Khan", "عمران خان"),
    ("Bilal Ahmad", "بلال احمد"),
    ("Usman Ali", "عثمان علی"),
    ("Zafar Iqbal", "ظفر اقبال"),
    ("Nadeem Abbas", "ندیم عباس"),
    ("Shahid Nawaz", "شاہد نواز"),
    ("Asif Javed", "آصف جاوید"),
    ("Waqas Hussain", "وقاص حسین"),
    ("Rashid Minhas", "راشد منہاس"),
    ("Faisal Shahzad", "فیصل شہزاد"),
    ("Sajid Mehmood", "ساجد محمود"),
    ("Abdul Ghafoor", "عبدالغفور"),
    ("Khalid Pervaiz", "خالد پرویز"),
    ("Yasir Arafat", "یاسر عرفات"),
    ("Hamza Tufail", "حمزہ طفیل"),
    ("Noor Ahmad", "نور احمد"),
)

FEMALE = (
    ("Ayesha Bibi", "عائشہ بی بی"),
    ("Fatima Zahra", "فاطمہ زہرا"),
    ("Nasreen Akhtar", "نسرین اختر"),
    ("Shamim Bibi", "شمیم بی بی"),
    ("Rubina Kausar", "روبینہ کوثر"),
    ("Parveen Akhtar", "پروین اختر"),
    ("Sidra Batool", "سدرہ بتول"),
    ("Maryam Noor", "مریم نور"),
    ("Zainab Fatima", "زینب فاطمہ"),
    ("Kiran Shahzadi", "کرن شہزادی"),
    ("Sughra Begum", "صغریٰ بیگم"),
    ("Hajra Perveen", "حاجرہ پروین"),
    ("Naila Yasmeen", "نائلہ یاسمین"),
    ("Saima Rafiq", "صائمہ رفیق"),
    ("Iqra Saleem", "اقرا سلیم"),
    ("Bushra Naz", "بشریٰ ناز"),
    ("Tahira Sultana", "طاہرہ سلطانہ"),
    ("Amna Riaz", "آمنہ ریاض"),
    ("Razia Bibi", "رضیہ بی بی"),
    ("Mehwish Anwar", "مہوش انور"),
)

IN_URDU = dict((*MALE, *FEMALE))
"""English name → the same in Urdu."""

LOCALITIES = (
    ("Chak 18/GD", "چک 18/GD"),
    ("Mohalla Islampura", "محلہ اسلام پورہ"),
    ("Basti Malook", "بستی ملوک"),
    ("Kot Radha Kishan", "کوٹ رادھا کشن"),
    ("Green Town", "گرین ٹاؤن"),
    ("Chak 254 RB", "چک 254 آر بی"),
    ("Mandi Faizabad", "منڈی فیض آباد"),
    ("Dera Nawab", "ڈیرہ نواب"),
)
