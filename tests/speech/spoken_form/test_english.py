"""English as it is written, and as a person would say it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.spoken_form import spoken_form

TABLE = """
Meet me at 3:30 pm. | Meet me at three thirty p.m.
at 9am | at nine a.m.
at 9 a.m. sharp | at nine a.m. sharp
15:30 | fifteen thirty
3:05 | three oh five
12:00 | twelve o'clock
at 7:00. | at seven o'clock.
9:00-18:00 | nine o'clock to eighteen hundred
7:15am–8:30am | seven fifteen a.m. to eight thirty a.m.
2024-03-15 | March fifteenth, twenty twenty-four
3/15/2024 | March fifteenth, twenty twenty-four
March 15, 2024 | March fifteenth, twenty twenty-four
March 2024 | March twenty twenty-four
on March 3rd | on March third
Dec. 25 | December twenty-fifth
in 2024 | in twenty twenty-four
since 1999 | since nineteen ninety-nine
In 2005 I moved | In two thousand and five I moved
the 1990s | the nineteen nineties
'90s songs | nineties songs
$5 | five dollars
$1 | one dollar
$3.50 | three dollars and fifty cents
$0.99 | ninety-nine cents
€20 | twenty euros
£1.01 | one pound and one penny
$3 million | three million dollars
₩5,000 | five thousand won
50% | fifty percent
3.5% | three point five percent
25°C | twenty-five degrees Celsius
-5°F | minus five degrees Fahrenheit
70kg | seventy kilograms
1 km | one kilometer
60km/h | sixty kilometers per hour
6 ft | six feet
1/2 | one half
3/4 | three quarters
2/3 of it | two thirds of it
1st | first
21st | twenty-first
100th | one hundredth
3-4 times | three to four times
10–20 | ten to twenty
3+4=7 | three plus four equals seven
5 x 3 | five times three
-3 | minus three
3.14 | three point one four
1,000 | one thousand
12,345 | twelve thousand three hundred and forty-five
007 | zero zero seven
24/7 | twenty-four seven
a 3-year-old | a three-year-old
Mr. Kim and Dr. Lee | Mister Kim and Doctor Lee
e.g. apples | for example apples
No. 5 | number five
R&B | R and B
MP3 | MP three
COVID-19 | COVID nineteen
5G | five G
2,024 people | two thousand and twenty-four people
Call 988 now. | Call nine eight eight now.
text HOME to 741741 | text HOME to seven four one seven four one
116 123 | one one six, one two three
1577-0199 | one five seven seven, zero one nine nine
1-800-273-8255 | one, eight zero zero, two seven three, eight two five five
write to help@maum.org now | write to help at maum dot org now
thanks @Kim | thanks Kim
5 May 2024 | May fifth, twenty twenty-four
on 3rd of May | on May third
9am-5pm | nine a.m. to five p.m.
it ended 3:2 | it ended three to two
version 1.2.3 | version one point two point three
7.5/10 | seven point five out of ten
3x faster | three times faster
30 m² | thirty meters squared
±2 | plus or minus two
love <3 | love
988 people | nine hundred and eighty-eight people
"""
CASES = [tuple(line.split(" | ")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("written", "said"), CASES, ids=[written for written, _ in CASES])
def test_it_is_said_as_people_say_it(written: str, said: str) -> None:
    assert spoken_form(written, "en") == said


_pieces = st.sampled_from(
    [*"0123456789,.-~:/% ", "am", "st", "$", " May ", "kg", "°C", "s", "A", "in ", "'"]
)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(_pieces, max_size=30).map("".join))
def test_no_digit_is_left_for_the_engine(text: str) -> None:
    said = spoken_form(text, "en")
    assert not re.search(r"\d", said)
    assert bool(said) == any(map(str.isalnum, text))
