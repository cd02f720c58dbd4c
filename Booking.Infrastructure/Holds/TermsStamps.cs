namespace Booking.Infrastructure.Holds;

using Booking.Application.Holds;

/// <summary>
/// How the stamps of terms are read: they are made of the rows' <c>xmin</c>, which is another one after every change of a row. $1 is the
/// tenant, $2 the ids; what is not there has no row.
/// </summary>
internal static class TermsStamps
{
    public static string Of(TermsKind kind) => kind switch
    {
        TermsKind.Tenant =>
            """
            SELECT t.id, concat(t.xmin,
                '/', (SELECT string_agg(concat(r.id, r.xmin), ',' ORDER BY r.id) FROM price_rules r WHERE r.tenant_id = $1 AND r.is_active),
                '/', (SELECT string_agg(concat(f.id, f.xmin), ',' ORDER BY f.id) FROM fees f WHERE f.tenant_id = $1 AND f.is_active))
            FROM unnest($2::uuid[]) AS w (id) JOIN tenants t ON t.id = w.id
            """,
        TermsKind.TicketType =>
            """
            SELECT t.id, concat(t.xmin, '/', e.xmin)
            FROM unnest($2::uuid[]) AS w (id) JOIN ticket_types t ON t.tenant_id = $1 AND t.id = w.id JOIN events e ON e.tenant_id = $1 AND e.id = t.event_id
            """,
        TermsKind.SeatedEvent =>
            """
            SELECT e.id, concat(e.xmin,
                '/', (SELECT p.xmin FROM event_seat_plans p WHERE p.tenant_id = $1 AND p.id = e.id),
                '/', (SELECT string_agg(concat(t.id, t.xmin), ',' ORDER BY t.id) FROM ticket_types t WHERE t.tenant_id = $1 AND t.event_id = e.id))
            FROM unnest($2::uuid[]) AS w (id) JOIN events e ON e.tenant_id = $1 AND e.id = w.id
            """,
        TermsKind.Car => OfRow("cars"),
        TermsKind.Venue => OfRow("venues"),
        TermsKind.Product => OfRow("products"),
        TermsKind.Trip =>
            """
            SELECT t.id, concat(t.xmin, '/', r.xmin, '/', o.xmin, '/', b.xmin,
                '/', (SELECT string_agg(concat(c.sequence, '.', c.xmin, '.', s.xmin), ',' ORDER BY c.sequence)
                      FROM trip_stops c JOIN stops s ON s.tenant_id = $1 AND s.id = c.stop_id WHERE c.tenant_id = $1 AND c.trip_id = t.id),
                '/', (SELECT string_agg(concat(f.id, f.xmin), ',' ORDER BY f.id) FROM fares f WHERE f.tenant_id = $1 AND f.route_id = t.route_id))
            FROM unnest($2::uuid[]) AS w (id)
            JOIN trips t ON t.tenant_id = $1 AND t.id = w.id
            JOIN routes r ON r.tenant_id = $1 AND r.id = t.route_id
            JOIN operators o ON o.tenant_id = $1 AND o.id = r.operator_id
            JOIN buses b ON b.tenant_id = $1 AND b.id = t.bus_id
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string OfRow(string table) => $"SELECT t.id, t.xmin::text FROM unnest($2::uuid[]) AS w (id) JOIN {table} t ON t.tenant_id = $1 AND t.id = w.id";
}
