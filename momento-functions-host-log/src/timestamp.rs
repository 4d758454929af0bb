use std::fmt;
use std::time::{Duration, SystemTime};

/// A time in UTC, shown as RFC 3339 has it. A crate of dates would be the largest part of an author's build.
pub(crate) struct Timestamp {
    since_1970: Duration,
}

impl Timestamp {
    /// A clock before 1970 is shown as 1970.
    pub(crate) fn of(time: SystemTime) -> Self {
        Self {
            since_1970: time
                .duration_since(SystemTime::UNIX_EPOCH)
                .unwrap_or_default(),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.since_1970.as_secs();
        let (year, month, day) = date(seconds / 86_400);
        let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        let millis = self.since_1970.subsec_millis();
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z"
        )
    }
}

/// Year, month and day in the Gregorian calendar, of the day that is so many days after 1970-01-01.
///
/// Counted in years that begin in March, so that the leap day is a year's last day: all months before it
/// then have the same lengths every year, 153 days for each five of them.
fn date(days: u64) -> (u64, u64, u64) {
    /// From 0000-03-01 to 1970-01-01.
    const SHIFT: u64 = 719_468;
    const DAYS_OF_400_YEARS: u64 = 146_097;

    let days = days + SHIFT;
    let (era, day_of_era) = (days / DAYS_OF_400_YEARS, days % DAYS_OF_400_YEARS);
    let leap_days = day_of_era / 1460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, next_year) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (era * 400 + year_of_era + next_year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(seconds: u64, millis: u64) -> String {
        let since = Duration::from_secs(seconds) + Duration::from_millis(millis);
        Timestamp::of(SystemTime::UNIX_EPOCH + since).to_string()
    }

    #[test]
    fn known_times_are_shown_as_rfc_3339_has_them() {
        assert_eq!(shown(0, 0), "1970-01-01T00:00:00.000Z");
        assert_eq!(shown(951_868_799, 999), "2000-02-29T23:59:59.999Z");
        assert_eq!(shown(1_000_000_000, 1), "2001-09-09T01:46:40.001Z");
        assert_eq!(shown(4_107_542_400, 0), "2100-03-01T00:00:00.000Z");
    }

    #[test]
    fn every_day_follows_the_day_before() {
        let mut before = date(0);
        for days in 1..400 * 366 {
            let (year, month, day) = date(days);
            let (last_year, last_month, last_day) = before;
            let leap = last_year % 4 == 0 && (last_year % 100 != 0 || last_year % 400 == 0);
            let length = match last_month {
                2 => 28 + u64::from(leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            let expected = if last_day < length {
                (last_year, last_month, last_day + 1)
            } else if last_month < 12 {
                (last_year, last_month + 1, 1)
            } else {
                (last_year + 1, 1, 1)
            };
            assert_eq!((year, month, day), expected);
            before = expected;
        }
    }

    #[test]
    fn a_clock_before_1970_is_1970() {
        let before = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(Timestamp::of(before).to_string(), shown(0, 0));
    }
}
