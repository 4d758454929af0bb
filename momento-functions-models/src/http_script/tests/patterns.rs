use super::super::url_pattern::UrlPattern;
use crate::random::Random;

fn pattern(text: &str) -> UrlPattern {
    UrlPattern::parse(text).unwrap()
}

/// KIT.10
#[test]
fn a_pattern_matches_what_it_says() {
    for (text, url, matches) in [
        ("https://a.test/b", "https://a.test/b", true),
        ("https://a.test/b", "https://a.test/b/", false),
        ("https://a.test/b", "https://a.test/B", false),
        ("https://a.test/b", "http://a.test/b", false),
        ("https://a.test/b", "https://a.test.evil/b", false),
        ("https://a.test", "https://a.test/", true),
        ("HTTPS://A.test/", "https://a.TEST", true),
        ("https://a.test:443/", "https://a.test/", true),
        ("http://a.test/", "http://a.test:80/", true),
        ("http://a.test/", "http://a.test:443/", false),
        ("http://[::1]/", "http://[::1]:80/", true),
        // One star.
        ("https://a.test/v1/*/c", "https://a.test/v1/b/c", true),
        ("https://a.test/v1/*/c", "https://a.test/v1//c", true),
        ("https://a.test/v1/*/c", "https://a.test/v1/b/b/c", false),
        ("https://a.test/x-*-y/c", "https://a.test/x-1-2-y/c", true),
        ("https://*.a.test/b", "https://c.d.a.test/b", true),
        ("https://*.a.test/b", "https://a.test/b", false),
        ("https://*/b", "https://a.test/b", true),
        ("https://*/b", "https://a.test/c/b", false),
        ("http://a.test:*/b", "http://a.test:81/b", true),
        // The rest.
        ("https://a.test/v1/*", "https://a.test/v1/b/c", true),
        ("https://a.test/v1/*", "https://a.test/v1/", true),
        ("https://a.test/v1/*", "https://a.test/v1", false),
        ("https://a.test/**/c", "https://a.test/v1/b/c", true),
        ("https://a.test/**/c", "https://a.test/c", false),
        ("https://**", "https://a.test/b/c?d", true),
        ("https://*", "https://a.test/b/c?d", true),
        ("https://api.*", "https://api.test/b", true),
        ("https://api.*", "https://a.test/b", false),
        // The query.
        ("https://a.test/b", "https://a.test/b?c=d", true),
        ("https://a.test/*", "https://a.test/b?c=d/e", true),
        ("https://a.test/b?c=d", "https://a.test/b?c=d", true),
        ("https://a.test/b?c=d", "https://a.test/b", false),
        ("https://a.test/b?c=*", "https://a.test/b?c=d/e&f=g", true),
        (
            "https://a.test/b?c=*&f=g",
            "https://a.test/b?c=d/e&f=g",
            true,
        ),
        ("https://a.test/b?", "https://a.test/b", true),
        ("https://a.test/b", "https://a.test/b#c", true),
        ("https://a.test/b", "a.test/b", false),
        ("https://a.test/b", "", false),
    ] {
        assert_eq!(pattern(text).matches(url), matches, "{text} {url}");
    }
}

/// KIT.12
#[test]
fn a_pattern_that_no_url_matches_is_told_why() {
    for (text, reason) in [
        ("", "it has no scheme"),
        ("a.test/b", "it has no scheme: begin it with http://"),
        ("/b", "it has no scheme"),
        ("**", "it has no scheme"),
        ("ftp://a.test/", "its scheme is `ftp`"),
        ("http*://a.test/", "its scheme is `http*`"),
        ("https://", "it has no host: write `*` for any"),
        ("https:///b", "it has no host"),
        ("https://?b", "it has no host"),
        ("https://:80/", "it has no host"),
        ("https://a.test:65536/", "`65536` is no port"),
        ("https://a.test:/", "`` is no port"),
        ("https://[::1]:b/", "`b` is no port"),
        ("https://ada@a.test/", "a URL with a user in it"),
        ("https://a.test/b c", "no URL has ' ' as it is"),
        ("https://a.test/é", "no URL has 'é' as it is"),
        ("https://a.test/b\n", "no URL has '\\n' as it is"),
        ("https://a.test/{id}", "braces are no wildcard: write `*`"),
        (
            "https://a.test/b#c",
            "a server is not told what follows `#`",
        ),
        ("https://a.test/b/../c", "`.` and `..` are gone"),
        ("https://a.test/./c", "`.` and `..` are gone"),
    ] {
        let told = UrlPattern::parse(text).unwrap_err();
        assert!(told.starts_with(reason), "{text}: {told}");
    }
}

/// KIT.12
#[test]
fn a_pattern_covers_another_only_if_it_matches_all_of_it() {
    for (one, other, covers) in [
        ("https://a.test/b", "https://a.test/b", true),
        ("https://a.test/b", "https://a.test/c", false),
        ("https://a.test/*", "https://a.test/b/*", true),
        ("https://a.test/*", "https://a.test/*/c", true),
        ("https://a.test/*/c", "https://a.test/b/c", true),
        ("https://a.test/*/c", "https://a.test/*/c", true),
        ("https://a.test/*/c", "https://a.test/**/c", false),
        ("https://a.test/b", "https://a.test/*", false),
        ("https://*/b", "https://*.a.test/b", true),
        ("https://a.test/b", "https://a.test/b?c=d", true),
        ("https://a.test/b?c=d", "https://a.test/b", false),
        ("https://a.test/b?c=*", "https://a.test/b?c=d", true),
        ("https://a.test/b?c=d", "https://a.test/b?c=*", false),
    ] {
        assert_eq!(
            pattern(one).covers(&pattern(other)),
            covers,
            "{one} {other}"
        );
    }
}

/// What a pattern matches, by trying every way.
fn fits(pattern: &[u8], text: &[u8]) -> bool {
    let Some((&first, rest)) = pattern.split_first() else {
        return text.is_empty();
    };
    if first != b'*' {
        return text.first() == Some(&first) && fits(rest, &text[1..]);
    }
    let (rest, double) = match rest.strip_prefix(b"*") {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let all = double || rest.is_empty();
    let ends = (0..=text.len()).take_while(|end| all || !text[..*end].contains(&b'/'));
    ends.into_iter().any(|end| fits(rest, &text[end..]))
}

/// A path of a few letters, so that many of them match each other.
fn path(random: &mut Random, letters: &[u8]) -> String {
    let size = random.below(7);
    let letter = |_| letters[random.below(letters.len() as u64) as usize];
    let path = (0..size).map(letter).collect();
    String::from_utf8(path).unwrap()
}

/// KIT.10 KIT.12
#[test]
fn patterns_match_and_cover_what_a_simpler_model_does() {
    let mut random = Random::new(10);
    let (mut matched, mut covered) = (0, 0);
    for _ in 0..20_000 {
        let [one, other] = [(); 2].map(|()| path(&mut random, b"ab/**"));
        let text = path(&mut random, b"ab/");
        let [first, second] = [&one, &other].map(|path| pattern(&format!("http://a/{path}")));
        let url = format!("http://a/{text}");
        let expected = fits(one.as_bytes(), text.as_bytes());
        assert_eq!(first.matches(&url), expected, "{one} {text}");
        matched += usize::from(expected);
        if first.covers(&second) && second.matches(&url) {
            assert!(first.matches(&url), "{one} {other} {text}");
            covered += 1;
        }
    }
    assert!(matched > 1000 && covered > 200, "{matched} {covered}");
}

#[test]
fn a_pattern_of_stars_takes_no_longer_than_its_length() {
    let text = format!("https://a.test/{}b", "*a".repeat(300));
    let url = format!("https://a.test/{}", "a".repeat(5_000));
    assert!(!pattern(&text).matches(&url));
}
