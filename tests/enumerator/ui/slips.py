"""Slips of invented households, from the plainest to the longest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from enumerator.domain.slip import SlipContent

PRINTED_AT = datetime(2026, 11, 23, 7, 59, tzinfo=UTC)

PLAIN = SlipContent(
    number="0603-017-01-001286-2",
    centre_code="0603017",
    centre_name_en="Depalpur",
    centre_name_ur="دیپالپور",
    officer_code="0603017-04",
    taken_at=datetime(2026, 11, 23, 7, 58, tzinfo=UTC),
    head_name="Shafiq Akram",
    head_name_ur="شفیق اکرم",
    head_cnic_masked="35302-•••••67-1",
    members=7,
    address_en="Chak 18/GD, Depalpur",
    address_ur="چک 18/GD، دیپالپور",
    helpline="0800-00000",
    edition="pser/2025",
    revision=1,
    copy=1,
    trial=False,
    qr_text="PSER1:0603017010012862:1:20261123:04:7:0A1B2C3D:" + "MZXW6YTBOI" * 10 + "ABC",
    typed_code="7KQ2-9HD4-3XWM-0TBF",
)
LONG = replace(
    PLAIN,
    head_name="Sahibzada Muhammad Abdul Rehman Khan Qureshi Al-Hashmi Chishti Sabri",
    head_name_ur="صاحبزادہ محمد عبدالرحمٰن خان قریشی الہاشمی چشتی صابری",
    members=36,
    address_en="House 114-B, Street 7, Mohalla Islampura near Jamia Masjid, Union Council 23, Haveli Lakha",
    address_ur="مکان 114-B، گلی 7، محلہ اسلام پورہ نزد جامع مسجد، یونین کونسل 23، حویلی لکھا",
    centre_name_en="Government Boys Higher Secondary School Renala Khurd",
    centre_name_ur="گورنمنٹ بوائز ہائر سیکنڈری سکول رینالہ خورد",
)
WITHOUT_URDU = replace(PLAIN, head_name_ur="", address_ur=PLAIN.address_en, centre_name_ur="", helpline="")
TRIAL_COPY = replace(PLAIN, trial=True, copy=2, revision=3)
ENDLESS = replace(
    LONG,
    trial=True,
    copy=12,
    head_name="Muhammad Abdul " * 25,
    head_name_ur="محمد عبدالرحمٰن " * 25,
    address_en="x" * 300,
    address_ur="مکان 114-B، گلی 7، " * 20,
)
SLIPS = {
    "plain": PLAIN,
    "long": LONG,
    "without_urdu": WITHOUT_URDU,
    "trial_copy": TRIAL_COPY,
    "endless": ENDLESS,
}
