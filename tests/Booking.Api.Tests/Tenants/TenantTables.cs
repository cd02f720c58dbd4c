namespace Booking.Api.Tests.Tenants;

using Booking.Testing;
using Npgsql;

/// <summary>The tables whose rows belong to a tenant, and one row of each.</summary>
internal static class TenantTables
{
    // For what the demo data leaves empty. $1 is the tenant; foreign keys are not checked.
    private const string Rows =
        """
        INSERT INTO event_series (tenant_id, id, template_id, rule, starts_local, time_zone, excluded, added, created_until, version) SELECT t, i, i, '', '', '', '{}', '{}', '', 1 FROM scratch_row;
        INSERT INTO event_pools (tenant_id, id, event_id, name) SELECT t, i, i, 'test' FROM scratch_row;
        INSERT INTO access_codes (tenant_id, id, event_id, label, hash, ticket_type_ids, is_active) SELECT t, i, i, 'test', '\x00', '{}', true FROM scratch_row;
        INSERT INTO refresh_tokens (tenant_id, id, user_id, family_id, hash, expires_at) SELECT t, i, i, i, '\x00', now() FROM scratch_row;
        INSERT INTO price_rules (tenant_id, id, label, rate, amount, per, conditions, priority, is_exclusive, is_active, version) SELECT t, i, 'test', 1, 0, 'item', '{}', 0, false, false, 1 FROM scratch_row;
        INSERT INTO fees (tenant_id, id, label, rate, amount, per, kinds, is_refundable, is_active, version) SELECT t, i, 'test', 1, 0, 'order', '{}', true, false, 1 FROM scratch_row;
        INSERT INTO vouchers (tenant_id, id, code, label, kind, rate, amount, kinds, offering_ids, min_order, is_active, version)
            SELECT t, i, upper(i::text), 'test', 'percent', 1, 0, '{}', '{}', 0, false, 1 FROM scratch_row;
        INSERT INTO holds (tenant_id, id, status, created_at, expires_at, was_extended, hold_for, items, price, version) SELECT t, i, 'active', now(), now(), false, '1 minute', '[]', '{}', 1 FROM scratch_row;
        INSERT INTO bookings (tenant_id, id, number, hold_id, status, customer, passengers, items, price, cancellation_policy, metadata, created_at, version)
            SELECT t, i, i::text, i, 'expired', '{}', '[]', '[]', '{}', '{}', '{}', now(), 1 FROM scratch_row;
        INSERT INTO booking_owners (tenant_id, booking_id, owner_id, created_at, items, offering_ids) SELECT t, i, i, now(), '{}', '{}' FROM scratch_row;
        INSERT INTO slot_claims (tenant_id, id, hold_id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state)
            SELECT t, i, i, 0, 0, i, now(), now() + interval '1 hour', now(), now() + interval '1 hour', 'released' FROM scratch_row;
        INSERT INTO blackouts (tenant_id, id, kind, unit_id, starts_at, ends_at, time_zone, reason, times, placed_at, version)
            SELECT t, i, 'venue', i, now(), now() + interval '1 hour', 'UTC', '', '[]', now(), 1 FROM scratch_row;
        INSERT INTO venue_extras (tenant_id, id, venue_id, name, description, pricing, amount, tax_rate, stock_kind, max_per_booking, is_active, version)
            SELECT t, i, i, 'test', '', 'fixed', 1, 0, 'unlimited', 1, true, 1 FROM scratch_row;
        INSERT INTO venue_requests (tenant_id, id, number, venue_id, customer_id, hold_id, status, blocks, starts_at, ends_at, item, price, claims, customer, message, metadata, created_at, respond_by, pay_within, note, version)
            SELECT t, i, i::text, i, i, i, 'lapsed', 'soft', now(), now() + interval '1 hour', '{}', '{}', '[]', '{}', '', '{}', now(), now(), '1 hour', '', 1 FROM scratch_row;
        INSERT INTO venue_series (tenant_id, id, number, venue_id, customer_id, rule, on_conflict, occurrences, created_at, version)
            SELECT t, i, i::text, i, i, '', 'fail', '[]', now(), 1 FROM scratch_row;
        INSERT INTO venue_series_cancellations (tenant_id, id, series_id, scope, status, occurrences, refund_amount, refund_currency, penalty_amount, penalty_currency, is_by_tenant, created_at, expires_at, version)
            SELECT t, i, i, 'all', 'quoted', '[]', 0, 'EUR', 0, 'EUR', false, now(), now(), 1 FROM scratch_row;
        INSERT INTO venue_extra_days (tenant_id, extra_id, day, pool_id) SELECT t, i, now()::date, i FROM scratch_row;
        INSERT INTO drivers (tenant_id, id, user_id, name, licence_classes, latitude, longitude, base_address, languages, is_active, time_zone, weekly_shifts, shift_exceptions, version)
            SELECT t, i, i, 'Driver', '{B}', 0, 0, '', '{}', true, 'UTC', '[]', '[]', 1 FROM scratch_row;
        INSERT INTO driver_locations (tenant_id, driver_id, latitude, longitude, recorded_at, received_at) SELECT t, i, 0, 0, now(), now() FROM scratch_row;
        INSERT INTO rides (tenant_id, id, booking_id, item, booking_number, car_id, car_name, starts_at, ends_at, time_zone, pick_up, licence_class, status, offers, searched_since, note, created_at, version)
            SELECT t, i, i, 0, i::text, i, 'test', now(), now() + interval '1 hour', 'UTC', '{}', 'B', 'finished', 0, now(), '', now(), 1 FROM scratch_row;
        INSERT INTO assignments (tenant_id, id, ride_id, booking_id, driver_id, status, starts_at, ends_at, set_out_at, offered_at, reason, considered, version)
            SELECT t, i, i, i, i, 'finished', now(), now() + interval '1 hour', now(), now(), '', '[]', 1 FROM scratch_row;
        INSERT INTO seat_claims (tenant_id, id, hold_id, item, lock_key, event_id, seat, state) SELECT t, i, i, 0, 0, i, 'A-1', 'released' FROM scratch_row;
        INSERT INTO leg_claims (tenant_id, id, hold_id, item, lock_key, trip_id, seat, from_stop, to_stop, state) SELECT t, i, i, 0, 0, i, '1', 0, 1, 'released' FROM scratch_row;
        INSERT INTO quota_claims (tenant_id, id, hold_id, item, lock_key, pool_id, quantity, state) SELECT t, i, i, 0, 0, i, 1, 'released' FROM scratch_row;
        INSERT INTO seat_maps (tenant_id, id, name, place, layout, seats, version) SELECT t, i, 'test', 'test', '{}', 1, 1 FROM scratch_row;
        INSERT INTO event_seat_plans (tenant_id, id, layout, categories, focal_x, focal_y, forbids_orphans, version) SELECT t, i, '{}', '{}', 0, 0, false, 1 FROM scratch_row;
        INSERT INTO payments (tenant_id, id, booking_id, provider, amount_amount, amount_currency, refund_requested_amount, refunded_amount, status, created_at, version)
            SELECT t, i, i, 'sandbox', 1, 'EUR', 0, 0, 'failed', now(), 1 FROM scratch_row;
        INSERT INTO cancellations (tenant_id, id, booking_id, status, parts, lines, refund_amount, refund_currency, penalty_amount, penalty_currency, is_by_tenant, created_at, expires_at, version)
            SELECT t, i, i, 'quoted', '[]', '[]', 0, 'EUR', 0, 'EUR', false, now(), now(), 1 FROM scratch_row;
        INSERT INTO changes (tenant_id, id, booking_id, status, items, old_price, price, difference_amount, difference_currency, change_fee_amount, change_fee_currency, created_at, expires_at, version)
            SELECT t, i, i, 'quoted', '[]', '{}', '{}', 0, 'EUR', 0, 'EUR', now(), now(), 1 FROM scratch_row;
        INSERT INTO disruption_cases (tenant_id, id, booking_id, disruption_id, kind, offering_id, title, disruption, items, status, deadline, created_at, version)
            SELECT t, i, i, i, 'car', i, 'Test', 'cancelled', '[]', 'open', now(), now(), 1 FROM scratch_row;
        INSERT INTO reassignments (tenant_id, id, booking_id, item, from_provider_id, starts_at, title, status, tries, considered, created_at, version)
            SELECT t, i, i, 0, i, now(), 'test', 'failed', 0, '[]', now(), 1 FROM scratch_row;
        INSERT INTO refunds (tenant_id, id, payment_id, amount_amount, amount_currency, reason, requested_at) SELECT t, i, i, 1, 'EUR', 'test', now() FROM scratch_row;
        INSERT INTO payment_events (tenant_id, provider, event_id, payment_id, type, applied_at) SELECT t, 'sandbox', i::text, i, 'test', now() FROM scratch_row;
        INSERT INTO payment_tenants (tenant_id, payment_id) SELECT t, i FROM scratch_row;
        INSERT INTO sandbox_payments (tenant_id, reference, payment_id, amount, currency, created_at) SELECT t, i::text, i, 1, 'EUR', now() FROM scratch_row;
        INSERT INTO sandbox_refunds (tenant_id, idempotency_key, reference, payment_reference, amount) SELECT t, i, i::text, i::text, 1 FROM scratch_row;
        INSERT INTO receipts (tenant_id, id, booking_id, payment_id, number, total_amount, total_currency, issued_at, object_key, version)
            SELECT t, i, i, i, i::text, 1, 'EUR', now(), 'none', 1 FROM scratch_row;
        INSERT INTO waitlist_entries (tenant_id, id, customer_id, status, queue, wish_key, units, kind, offering_id, title, quantity, is_timed, request, all_or_none, joined_at, passes, version)
            SELECT t, i, i, 'waiting', 'test', 'test', '{}', 'car', i, 'Test', 1, false, '{}', true, now(), 0, 1 FROM scratch_row;
        INSERT INTO waitlist_skips (tenant_id, id, entry_id, at, reason, needed, offered, passes) SELECT t, i, i, now(), 'quota', 1, 1, 1 FROM scratch_row;
        INSERT INTO receipt_counters (tenant_id, year, last) SELECT t, 1900, 1 FROM scratch_row;
        INSERT INTO tickets (tenant_id, id, booking_id, item, kind, sold_id, offering_id, place, holder, status, issued_at, version) SELECT t, i, i, 0, 'venue', i, i, 0, 'test', 'valid', now(), 1 FROM scratch_row;
        INSERT INTO revocation_counters (tenant_id, last) SELECT t, 1 FROM scratch_row;
        INSERT INTO ticket_scans (tenant_id, id, by, nonce, request, gate, scanned_at, received_at, is_forced) SELECT t, i, i, i::text, '\x00', 'test', now(), now(), false FROM scratch_row;
        INSERT INTO class_sessions (tenant_id, id, service_id, provider_id, starts_at, ends_at, places, pool_id, status, version)
            SELECT t, i, i, i, now(), now() + interval '1 hour', 1, i, 'cancelled', 1 FROM scratch_row;
        INSERT INTO ratings (tenant_id, id, booking_id, item, kind, offering_id, author, stars, comment, created_at, version) SELECT t, i, i, 0, 'service', i, 'A', 5, '', now(), 1 FROM scratch_row;
        INSERT INTO rating_totals (tenant_id, subject_id, stars, count) SELECT t, i, 5, 1 FROM scratch_row;
        INSERT INTO outbox_messages (tenant_id, id, type, subject, sequence, data, occurred_at) SELECT t, i, 'test', i, 1, '{}', now() FROM scratch_row;
        INSERT INTO webhook_endpoints (tenant_id, id, url, description, event_types, secret, status, created_at, version) SELECT t, i, 'https://test', '', '{*}', 'test', 'active', now(), 1 FROM scratch_row;
        INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_type, body, status, attempt_count, attempts, failures, created_at, give_up_at, version)
            SELECT t, i, i, i, 'test', '{}', 'failed', 0, '[]', 0, now(), now(), 1 FROM scratch_row;
        INSERT INTO push_subscriptions (tenant_id, id, user_id, endpoint, public_key, auth_secret, created_at, version)
            SELECT t, i, i, 'https://test', decode(repeat('00', 65), 'hex'), decode(repeat('00', 16), 'hex'), now(), 1 FROM scratch_row;
        INSERT INTO booking_attributions (tenant_id, booking_id, has_consent, captured_at) SELECT t, i, false, now() FROM scratch_row;
        INSERT INTO conversion_settings (tenant_id, id, event_source_id, access_token, access_token_set_at, is_active, version) SELECT t, i, 'test', 'sealed.test', now(), false, 1 FROM scratch_row;
        INSERT INTO conversion_deliveries (tenant_id, id, booking_id, event_id, event_type, status, skip_reason, attempt_count, attempts, created_at, version)
            SELECT t, i, i, 'test', 'test', 'skipped', 'no_consent', 0, '[]', now(), 1 FROM scratch_row;
        INSERT INTO reported_events (tenant_id, event_id, type, subject, occurred_at, day, content) SELECT t, i, 'test', i, now(), now()::date, '{}' FROM scratch_row;
        INSERT INTO audit_entries (tenant_id, id, at, actor_kind, actor_roles, use_case, action, changes) SELECT t, i, now(), 'system', '{}', 'test', 'done', '[]' FROM scratch_row;
        INSERT INTO unreported_events (tenant_id, event_id) SELECT t, i FROM scratch_row;
        INSERT INTO daily_sales (tenant_id, day, kind, offering_id, currency, title, bookings, units, gross, fees, taxes, discounts, cancelled_units, refunds)
            SELECT t, '1999-01-01', 'car', i, 'EUR', 'test', 0, 0, 0, 0, 0, 0, 0, 0 FROM scratch_row;
        INSERT INTO daily_funnel (tenant_id, day, kind, holds_placed, holds_released, holds_expired, bookings_made, bookings_paid, bookings_expired, bookings_cancelled)
            SELECT t, '1999-01-01', 'all', 0, 0, 0, 0, 0, 0, 0 FROM scratch_row;
        INSERT INTO daily_payments (tenant_id, day, currency, payments, received, refunds, paid_back) SELECT t, '1999-01-01', 'EUR', 0, 0, 0, 0 FROM scratch_row;
        INSERT INTO daily_use (tenant_id, day, kind, offering_id, title, units, minutes) SELECT t, '1999-01-01', 'car', i, 'test', 0, 0 FROM scratch_row;
        INSERT INTO daily_waitlist (tenant_id, day, kind, joined, offered, accepted, declined, expired, left_it) SELECT t, '1999-01-01', 'car', 0, 0, 0, 0, 0, 0 FROM scratch_row;
        INSERT INTO daily_drivers (tenant_id, day, driver_id, offered, accepted, declined, expired, finished, minutes) SELECT t, '1999-01-01', i, 0, 0, 0, 0, 0, 0 FROM scratch_row;
        INSERT INTO notifications (tenant_id, id, kind, category, channel, cause, happened_at, recipient, address, name, language, "values", link, is_urgent, status, subject, text, created_at, due_at, next_attempt_at, attempt_count, attempts, version)
            SELECT t, i, 'booking.confirmed', 'transactional', 'email', i::text, now(), 'test', 'test', 'test', 'en', '{}', '', false, 'pending', '', '', now(), now() + interval '1 year', now() + interval '1 year', 0, '[]', 1 FROM scratch_row;
        INSERT INTO notification_preferences (tenant_id, id, switches, version) SELECT t, i, '{}', 1 FROM scratch_row;
        INSERT INTO notification_templates (tenant_id, id, kind, channel, language, subject, text, changed_at, version) SELECT t, i, 'booking.confirmed', 'email', 'en', 'test', 'test', now(), 1 FROM scratch_row;
        INSERT INTO inbox_messages (tenant_id, consumer, message_id, handled_at) SELECT t, 'test', i, now() FROM scratch_row;
        INSERT INTO schedules (tenant_id, id, route_id, bus_id, name, departs_at, rule, valid_from, no_service, extra_service, horizon_days, hold_minutes, is_active, version)
            SELECT t, i, i, i, 'test', '08:00', 'FREQ=DAILY', '2026-01-01', '[]', '[]', 1, 15, false, 1 FROM scratch_row;
        INSERT INTO idempotency_keys (tenant_id, caller, route, key, body_hash, response, created_at) SELECT t, 'test', 'test', i::text, '\x00', '{}', now() FROM scratch_row;
        """;

    public static async Task<IReadOnlyList<string>> ListAsync(BookingApp app) => await app.ScalarAsync<string[]>(
        $"""
        SELECT array_agg(c.relname::text ORDER BY c.relname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        """);

    /// <summary>Adds a row to each table that may be empty, inside the transaction only.</summary>
    public static async Task FillAsync(NpgsqlConnection connection, Guid tenantId)
    {
        await using NpgsqlCommand prepare = new($"SET LOCAL session_replication_role = replica; CREATE TEMP TABLE scratch_row ON COMMIT DROP AS SELECT '{tenantId}'::uuid AS t, gen_random_uuid() AS i", connection);
        await prepare.ExecuteNonQueryAsync();
        await using NpgsqlCommand fill = new(Rows, connection);
        await fill.ExecuteNonQueryAsync();
    }
}
