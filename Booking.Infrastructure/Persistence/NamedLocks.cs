namespace Booking.Infrastructure.Persistence;

using System.Security.Cryptography;
using System.Text;
using Booking.Application.Abstractions;

/// <summary>The numbers of advisory locks on what is no unit of inventory.</summary>
internal static class NamedLocks
{
    public static long Turn(Guid tenantId, string name) => Of($"turn\n{tenantId}\n{name}");

    public static long Of(Guid tenantId, IdempotencyKey key) => Of($"idempotency\n{tenantId}\n{key.Caller}\n{key.Route}\n{key.Key}");

    private static long Of(string name) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
