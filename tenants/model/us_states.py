"""ZIP codes and area codes of each US state."""

from collections.abc import Mapping
from typing import NamedTuple


class UsState(NamedTuple):
    """A state.

    Attributes:
        name: Its name.
        zip_digits: First digits of its ZIP codes. New York has a few that begin with 0 (Fishers Island, Holtsville),
            Texas with 8 (El Paso), the District of Columbia with 5 (federal offices). From the Postal Service's
            https://pe.usps.com/text/LabelingLists/L002.htm, 2026-11-24.
        area_codes: Its area codes in the numbering plan, from `phonenumbers`. They are copied here because the
            library's worldwide data takes a third of a second to load; a test compares the two.
    """

    name: str
    zip_digits: str
    area_codes: tuple[str, ...]


_LINES = """
AK 9 Alaska: 907
AL 3 Alabama: 205 251 256 334 659 938
AR 7 Arkansas: 327 479 501 870
AZ 8 Arizona: 480 520 602 623 928
CA 9 California: 209 213 279 310 323 341 350 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738
  747 760 805 818 820 831 840 858 909 916 925 949 951
CO 8 Colorado: 303 719 720 748 970 983
CT 0 Connecticut: 203 475 860 959
DC 25 Washington D.C.: 202 771
DE 1 Delaware: 302
FL 3 Florida: 239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954
GA 3 Georgia: 229 404 470 478 678 706 762 770 912 943
HI 9 Hawaii: 808
IA 5 Iowa: 319 515 563 641 712
ID 8 Idaho: 208 986
IL 6 Illinois: 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 872
IN 4 Indiana: 219 260 317 463 574 765 812 930
KS 6 Kansas: 316 620 785 913
KY 4 Kentucky: 270 364 502 606 859
LA 7 Louisiana: 225 318 337 504 985
MA 0 Massachusetts: 339 351 413 508 617 774 781 857 978
MD 2 Maryland: 227 240 301 410 443 667
ME 0 Maine: 207
MI 4 Michigan: 231 248 269 313 517 586 616 734 810 906 947 989
MN 5 Minnesota: 218 320 507 612 651 763 952
MO 6 Missouri: 235 314 417 557 573 636 660 816 975
MS 3 Mississippi: 228 601 662 769
MT 5 Montana: 406
NC 2 North Carolina: 252 336 472 704 743 828 910 919 980 984
ND 5 North Dakota: 701
NE 6 Nebraska: 308 402 531
NH 0 New Hampshire: 603
NJ 0 New Jersey: 201 551 609 640 732 848 856 862 908 973
NM 8 New Mexico: 505 575
NV 8 Nevada: 702 725 775
NY 10 New York: 212 315 329 332 347 363 516 518 585 607 631 646 680 716 718 838 845 914 917 929 934
OH 4 Ohio: 216 220 234 283 326 330 380 419 440 513 567 614 740 937
OK 7 Oklahoma: 405 539 572 580 918
OR 9 Oregon: 458 503 541 971
PA 1 Pennsylvania: 215 223 267 272 412 445 484 570 582 610 717 724 814 835 878
RI 0 Rhode Island: 401
SC 2 South Carolina: 803 821 839 843 854 864
SD 5 South Dakota: 605
TN 3 Tennessee: 423 615 629 731 865 901 931
TX 78 Texas: 210 214 254 281 325 346 361 409 430 432 469 512 682 713 726 737 806 817 830 832 903 915 936 940 945 956 972
  979
UT 8 Utah: 385 435 801
VA 2 Virginia: 276 434 540 571 686 703 757 804 826 948
VT 0 Vermont: 802
WA 9 Washington: 206 253 360 425 509 564
WI 5 Wisconsin: 262 274 353 414 534 608 715 920
WV 2 West Virginia: 304 681
WY 8 Wyoming: 307
"""


def states_in(lines: str) -> Mapping[str, UsState]:
    """Return states by their code.

    Args:
        lines: A state on each line, as above. Lines that begin with two spaces continue the one before.
    """
    states = {}
    for entry in lines.replace("\n  ", " ").strip().splitlines():
        named, _, area_codes = entry.partition(": ")
        code, digits, name = named.split(" ", 2)
        states[code] = UsState(name, digits, tuple(area_codes.split()))
    return states


US_STATES = states_in(_LINES)
"""States by their two-letter code of the Postal Service."""

STATE_OF_AREA_CODE: Mapping[str, UsState] = {
    area_code: state for state in US_STATES.values() for area_code in state.area_codes
}
"""States by area code, such as `415`."""
