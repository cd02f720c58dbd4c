namespace Booking.Domain.Notifications;

using System.Net;
using System.Net.Sockets;

/// <summary>
/// Which addresses of the internet a request may go to that somebody else has chosen the target of. Everything that is not plainly a
/// public unicast address is refused: loopback, private, shared (CGNAT), link-local, unique local, multicast, reserved, documentation,
/// and every form that carries an IPv4 address inside an IPv6 one.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Refused4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
    ];

    /// <summary>Global unicast; mapped, compatible and NAT64 addresses lie outside it.</summary>
    private static readonly IPNetwork Unicast6 = IPNetwork.Parse("2000::/3");

    // Teredo, ORCHID and other protocols' own; documentation; 6to4.
    private static readonly IPNetwork[] Refused6 =
        [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20")];

    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Refused4.Any(network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6 && Unicast6.Contains(address) && !Refused6.Any(network => network.Contains(address)),
        _ => false,
    };
}
