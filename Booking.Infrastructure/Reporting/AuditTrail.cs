namespace Booking.Infrastructure.Reporting;

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Domain.Attribution;
using Booking.Domain.Cars;
using Booking.Domain.Catalog;
using Booking.Domain.Events;
using Booking.Domain.Notifications;
using Booking.Domain.Reporting;
using Booking.Domain.Tenants;
using Booking.Domain.Trips;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using Booking.Domain.Waitlist;
using Booking.Infrastructure.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

/// <summary>
/// Reads the audit entries off what a unit of work is about to save: one for each subject that it makes, changes or deletes. What was changed is told
/// of changes in the back office, with values only where they are nobody's personal matter and no secret: of what the tenant sells, and
/// of states, numbers and times of everything else.
/// </summary>
internal sealed class AuditTrail
{
    private const int MaxValueLength = 500;

    private static readonly string[] BackOffice = [Roles.Admin, Roles.Provider, Roles.Operator];

    /// <summary>What the tenant shows to everybody, or decides about itself.</summary>
    private static readonly HashSet<Type> Open =
    [
        typeof(Car), typeof(Venue), typeof(VenueExtra), typeof(Event), typeof(TicketType), typeof(EventSeries), typeof(EventPool), typeof(SeatMap), typeof(Operator), typeof(Route), typeof(Stop),
        typeof(Bus), typeof(Schedule), typeof(Trip), typeof(Service), typeof(Product), typeof(PriceRule), typeof(Fee), typeof(Tenant),
    ];

    /// <summary>Records of work of ours, which have their own log.</summary>
    private static readonly HashSet<Type> Left = [typeof(OutboxMessage), typeof(AuditEntry), typeof(WebhookDelivery), typeof(ConversionDelivery), typeof(Notification), typeof(WaitlistSkip)];

    private static readonly string[] Secrets = ["Hash", "Secret", "Password", "Token", "Key", "Code"];

    private readonly HashSet<(string, Guid, AuditAction)> _written = [];

    public bool IsEmpty => _written.Count == 0;

    public void Clear() => _written.Clear();

    public IReadOnlyList<AuditEntry> Read(ChangeTracker tracker, RunningUseCase running, DateTimeOffset now)
    {
        bool isBackOffice = running.Actor.Roles.Intersect(BackOffice).Any();
        List<AuditEntry> entries = [];
        foreach (EntityEntry entity in tracker.Entries().ToList())
        {
            if (ActionOf(entity.State) is not { } action || Left.Contains(entity.Metadata.ClrType) || SubjectOf(entity) is not { } subject || !_written.Add((subject.Type, subject.Id, action)))
            {
                continue;
            }

            entries.Add(AuditEntry.Write(
                Guid.CreateVersion7(now), (Guid)(entity.Metadata.FindProperty("TenantId") is null ? subject.Id : entity.Property("TenantId").CurrentValue!), running.Actor, running.Name, action, subject,
                isBackOffice && action == AuditAction.Changed ? ChangesOf(entity) : [], TraceId, now));
        }

        return entries;
    }

    /// <summary>Something was done that left no trace among the entities.</summary>
    public AuditEntry Done(Guid tenantId, RunningUseCase running, DateTimeOffset now)
    {
        AuditEntry entry = AuditEntry.Write(Guid.CreateVersion7(now), tenantId, running.Actor, running.Name, AuditAction.Done, null, [], TraceId, now);
        _written.Add(("", entry.Id, AuditAction.Done));
        return entry;
    }

    private static string? TraceId => Activity.Current?.TraceId.ToString();

    private static AuditAction? ActionOf(EntityState state) => state switch
    {
        EntityState.Added => AuditAction.Created,
        EntityState.Modified => AuditAction.Changed,
        EntityState.Deleted => AuditAction.Deleted,
        _ => null,
    };

    private static (string Type, Guid Id)? SubjectOf(EntityEntry entity) => entity.Entity switch
    {
        RefreshToken token => ("user", token.UserId),
        _ when entity.Metadata.FindProperty("Id") is { ClrType: { } type } && type == typeof(Guid) =>
            (JsonNamingPolicy.SnakeCaseLower.ConvertName(entity.Metadata.ClrType.Name), (Guid)entity.Property("Id").CurrentValue!),
        _ => null,
    };

    private static List<AuditedChange> ChangesOf(EntityEntry entity)
    {
        bool isOpen = Open.Contains(entity.Metadata.ClrType);
        List<AuditedChange> changes = [];
        foreach (PropertyEntry property in entity.Properties)
        {
            Add(changes, "", property, isOpen);
        }

        foreach (ComplexPropertyEntry value in entity.ComplexProperties)
        {
            foreach (PropertyEntry property in value.Properties)
            {
                Add(changes, $"{JsonNamingPolicy.CamelCase.ConvertName(value.Metadata.Name)}.", property, isOpen);
            }
        }

        return changes;
    }

    private static void Add(List<AuditedChange> changes, string prefix, PropertyEntry property, bool isOpen)
    {
        string name = property.Metadata.Name;
        if (!property.IsModified || name == "Version" || Equals(property.OriginalValue, property.CurrentValue))
        {
            return;
        }

        Type type = Nullable.GetUnderlyingType(property.Metadata.ClrType) ?? property.Metadata.ClrType;
        bool isPlain = type.IsEnum || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(DateTimeOffset) || type == typeof(IReadOnlyList<int>);
        bool isShown = !Secrets.Any(word => name.Contains(word, StringComparison.Ordinal)) && (isPlain || (isOpen && (type.IsValueType || type == typeof(string))));
        string field = prefix + JsonNamingPolicy.CamelCase.ConvertName(name);
        changes.Add(isShown ? new AuditedChange(field, Text(property.OriginalValue), Text(property.CurrentValue), false) : new AuditedChange(field, null, null, true));
    }

    private static string? Text(object? value)
    {
        string? text = value switch
        {
            null => null,
            Enum word => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()),
            bool flag => flag ? "true" : "false",
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            IReadOnlyList<int> numbers => string.Join(", ", numbers),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
        return text?.Length > MaxValueLength ? text[..MaxValueLength] : text;
    }
}
