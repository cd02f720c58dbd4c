namespace Booking.Infrastructure.Tenants;

using System.Collections.Concurrent;
using Booking.Application.Tenants;
using Booking.Domain.Tenants;
using Npgsql;

/// <summary>Reads the one table without row level security and remembers what it found. Only what exists is remembered, so that guessing fills nothing.</summary>
internal sealed class TenantDirectory(NpgsqlDataSource database, TimeProvider clock) : ITenantDirectory
{
    private const int MaxRemembered = 10_000;

    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<Guid, Remembered> _byId = new();
    private readonly ConcurrentDictionary<string, Remembered> _bySlug = new(StringComparer.Ordinal);

    public async Task<TenantView?> FindAsync(Guid id, CancellationToken ct) =>
        _byId.TryGetValue(id, out Remembered? known) && known.Until > clock.GetUtcNow()
            ? known.Tenant
            : await ReadAsync("SELECT id, slug, name FROM tenants WHERE id = $1", id, ct);

    public async Task<TenantView?> FindBySlugAsync(string slug, CancellationToken ct)
    {
        if (slug.Length is 0 or > Tenant.SlugMaxLength || !slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            return null;
        }

        return _bySlug.TryGetValue(slug, out Remembered? known) && known.Until > clock.GetUtcNow()
            ? known.Tenant
            : await ReadAsync("SELECT id, slug, name FROM tenants WHERE slug = $1", slug, ct);
    }

    private async Task<TenantView?> ReadAsync(string query, object key, CancellationToken ct)
    {
        await using NpgsqlCommand command = database.CreateCommand(query);
        command.Parameters.Add(new NpgsqlParameter { Value = key });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        TenantView tenant = new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2));
        if (_byId.Count >= MaxRemembered || _bySlug.Count >= MaxRemembered)
        {
            _byId.Clear();
            _bySlug.Clear();
        }

        Remembered remembered = new(tenant, clock.GetUtcNow() + RememberedFor);
        _byId[tenant.Id] = remembered;
        _bySlug[tenant.Slug] = remembered;
        return tenant;
    }

    private sealed record Remembered(TenantView Tenant, DateTimeOffset Until);
}
