namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Catalog;

/// <summary>Codes that a newcomer can try. Rules and fees would change the prices of everything else, so there are none.</summary>
internal static class DemoPricing
{
    private const int FiverUses = 1_000;

    private static readonly Guid FiverPool = SeedIds.Of(DemoData.Demo, "voucher-pool", 2);

    public static IEnumerable<Pool> Pools() => [Pool.Open(DemoData.DemoTenantId, FiverPool, FiverUses)];

    public static IEnumerable<Voucher> Vouchers() =>
    [
        Make(1, "HELLO10", Guid.Empty, new VoucherDetails("Welcome, 10 % off", VoucherKind.Percent, 1_000, 0, [], [], null, null, null, null, 0, true)),
        Make(2, "FIVER", FiverPool, new VoucherDetails("5.00 off from 20.00", VoucherKind.Fixed, 0, 500, [], [], FiverUses, null, null, null, 2_000, true)),
    ];

    private static Voucher Make(int number, string code, Guid pool, VoucherDetails details) =>
        Voucher.Create(SeedIds.Of(DemoData.Demo, "voucher", number), DemoData.DemoTenantId, code, null, pool, details).Value ?? throw new InvalidOperationException($"The voucher {code} is refused.");
}
