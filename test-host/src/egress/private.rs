use ipnet::{Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IANA's registry of special-purpose IPv4 addresses, what is not globally reachable; and multicast.
const PRIVATE: [Ipv4Net; 15] = [
    v4(0, 0, 0, 0, 8),
    v4(10, 0, 0, 0, 8),
    v4(100, 64, 0, 0, 10),
    v4(127, 0, 0, 0, 8),
    v4(169, 254, 0, 0, 16),
    v4(172, 16, 0, 0, 12),
    v4(192, 0, 0, 0, 24),
    v4(192, 0, 2, 0, 24),
    v4(192, 88, 99, 0, 24),
    v4(192, 168, 0, 0, 16),
    v4(198, 18, 0, 0, 15),
    v4(198, 51, 100, 0, 24),
    v4(203, 0, 113, 0, 24),
    v4(224, 0, 0, 0, 4),
    v4(240, 0, 0, 0, 4),
];

/// Global unicast addresses; all others are of a machine, a link, a site, or for many.
const GLOBAL: Ipv6Net = v6(0x2000, 0, 3);

/// What is special within them: protocols (Teredo among them), and documentation.
const PRIVATE_6: [Ipv6Net; 3] = [v6(0x2001, 0, 23), v6(0x2001, 0xdb8, 32), v6(0x3fff, 0, 20)];

/// RFC 6052: an IPv4 address in the last 32 bits.
const TRANSLATED: Ipv6Net = v6(0x64, 0xff9b, 96);

const fn v4(a: u8, b: u8, c: u8, d: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length)
}

const fn v6(a: u16, b: u16, length: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, 0, 0, 0, 0, 0, 0), length)
}

/// Tells whether an address is not of the public internet.
pub(super) fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    PRIVATE.iter().any(|network| network.contains(&address))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, .., y, z] = address.segments();
    if TRANSLATED.contains(&address) {
        return is_private_v4(embedded(y, z));
    }
    // RFC 3056: an IPv4 address behind the prefix.
    if a == 0x2002 {
        return is_private_v4(embedded(b, c));
    }
    !GLOBAL.contains(&address) || PRIVATE_6.iter().any(|network| network.contains(&address))
}

fn embedded(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low))
}

#[cfg(test)]
mod tests {
    use super::is_private;

    /// NET.5
    #[test]
    fn what_is_not_of_the_public_internet_is_private() {
        for address in [
            "0.0.0.0",
            "10.0.0.5",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:10.0.0.5",
            "64:ff9b::10.0.0.5",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:5::1",
            "fc00::1",
            "fdff::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(is_private(address.parse().unwrap()), "{address}");
        }
    }

    /// NET.5
    #[test]
    fn what_is_of_the_public_internet_is_not() {
        for address in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "223.255.255.255",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
            "2002:101:101::1",
            "2606:4700:4700::1111",
            "2a00::1",
        ] {
            assert!(!is_private(address.parse().unwrap()), "{address}");
        }
    }
}
