namespace Booking.Api.Tests.Tenants;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The requests of <see cref="TenantPoolTests"/> over a table whose policy is gone.</summary>
[Collection(ScratchCollection.Name)]
public sealed class TenantPoolControlTests(ScratchApp app)
{
    private const string Policy =
        """
        CREATE POLICY own_tenant ON cars USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
        WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
        """;

    [Fact]
    public Task Queries_WithoutRowLevelSecurity_SeeForeignRows() => app.WithoutAsync(
        "DROP POLICY own_tenant ON cars; ALTER TABLE cars DISABLE ROW LEVEL SECURITY",
        $"{Policy}; ALTER TABLE cars ENABLE ROW LEVEL SECURITY",
        async () => (await AskAsync()).Foreign.ShouldBeGreaterThan(0));

    /// <summary>Losing the policy alone hides everything instead of showing it.</summary>
    [Fact]
    public Task Queries_WithoutThePolicy_SeeNothing() => app.WithoutAsync(
        "DROP POLICY own_tenant ON cars",
        Policy,
        async () =>
        {
            TenantPoolReport report = await AskAsync();
            report.Foreign.ShouldBe(0);
            report.Missing.ShouldBeGreaterThan(0);
        });

    [Fact]
    public Task Queries_WithAnOpenPolicy_SeeForeignRows() => app.WithoutAsync(
        "CREATE POLICY everybody ON cars FOR SELECT USING (true)",
        "DROP POLICY everybody ON cars",
        async () => (await AskAsync()).Foreign.ShouldBeGreaterThan(0));

    private async Task<TenantPoolReport> AskAsync()
    {
        await using TenantPool pool = await TenantPool.OpenAsync(app);
        return await pool.AskAsync(await TwoTenants.CarsAsync(app), requests: 120);
    }
}
