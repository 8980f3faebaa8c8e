"""Times: the content is written in the newsroom's own time, WordPress also wants UTC."""

from datetime import datetime, timedelta

NEVER = "0000-00-00 00:00:00"


def parse(text):
    """Read `2026-11-18 07:30` or `2026-11-18 07:30:15`."""
    return datetime.fromisoformat(text.strip())


def to_utc(local):
    """Europe/Lisbon by its rule (UTC, and an hour more in summer since 1996), so that
    the build needs no zone database. Nothing in the demo falls into the doubled hour."""
    year = local.year
    start = _last_sunday(year, 3).replace(hour=1)
    end = _last_sunday(year, 10).replace(hour=2)
    return local - timedelta(hours=1) if start <= local < end else local


def _last_sunday(year, month):
    day = datetime(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def rfc822(utc):
    """The form of `pubDate`, without the machine's locale in it."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return (
        f"{days[utc.weekday()]}, {utc.day:02} {months[utc.month - 1]} {utc.year} "
        f"{utc:%H:%M:%S} +0000"
    )


def sql(moment):
    """The form of `wp:post_date`."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"
