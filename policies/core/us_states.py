"""What the Postal Service and the numbering plan say of each US state."""

from collections.abc import Mapping
from typing import NamedTuple


class UsState(NamedTuple):
    """A state.

    Attributes:
        name: Its name, as `phonenumbers` writes it.
        zip_digits: What its ZIP codes begin with. New York has a few that begin with 0 (Fishers Island, Holtsville),
            Texas with 8 (El Paso), the District of Columbia with 5 (federal offices). From the Postal Service's
            https://pe.usps.com/text/LabelingLists/L002.htm, 2026-11-24.
    """

    name: str
    zip_digits: str


_LINES = """
AK 9 Alaska|AL 3 Alabama|AR 7 Arkansas|AZ 8 Arizona|CA 9 California|CO 8 Colorado|CT 0 Connecticut
DC 25 Washington D.C.|DE 1 Delaware|FL 3 Florida|GA 3 Georgia|HI 9 Hawaii|IA 5 Iowa|ID 8 Idaho|IL 6 Illinois
IN 4 Indiana|KS 6 Kansas|KY 4 Kentucky|LA 7 Louisiana|MA 0 Massachusetts|MD 2 Maryland|ME 0 Maine|MI 4 Michigan
MN 5 Minnesota|MO 6 Missouri|MS 3 Mississippi|MT 5 Montana|NC 2 North Carolina|ND 5 North Dakota|NE 6 Nebraska
NH 0 New Hampshire|NJ 0 New Jersey|NM 8 New Mexico|NV 8 Nevada|NY 10 New York|OH 4 Ohio|OK 7 Oklahoma|OR 9 Oregon
PA 1 Pennsylvania|RI 0 Rhode Island|SC 2 South Carolina|SD 5 South Dakota|TN 3 Tennessee|TX 78 Texas|UT 8 Utah
VA 2 Virginia|VT 0 Vermont|WA 9 Washington State|WI 5 Wisconsin|WV 2 West Virginia|WY 8 Wyoming
"""

US_STATES: Mapping[str, UsState] = {
    code: UsState(name, digits)
    for code, digits, name in (entry.split(" ", 2) for entry in _LINES.strip().replace("\n", "|").split("|"))
}
"""By the two letters of the Postal Service."""
