namespace Booking.Application.Reporting;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Reporting;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Who has changed what, the latest first.</summary>
/// <param name="SubjectId">Only of this subject.</param>
/// <param name="ActorId">Only by this user.</param>
/// <param name="UseCase">Only this use case, as the operations of the API are named.</param>
public sealed record ListAuditQuery(PageRequest Page, Guid? SubjectId, Guid? ActorId, string? UseCase, AuditAction? Action, DateTimeOffset? From, DateTimeOffset? To)
    : IQuery<Page<AuditEntryView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="UseCase">As the operations of the API are named, or a worker's.</param>
/// <param name="Subject">Null where it has none that is kept.</param>
/// <param name="Changes">Of changes in the back office.</param>
/// <param name="TraceId">Of the request.</param>
public sealed record AuditEntryView(
    Guid Id, DateTimeOffset At, AuditActor Actor, string UseCase, AuditAction Action, AuditSubjectView? Subject, IReadOnlyList<AuditedChange> Changes, string? TraceId)
{
    internal static AuditEntryView Of(AuditEntry entry) => new(
        entry.Id, entry.At, new AuditActor(entry.ActorKind, entry.ActorId, entry.ActorRoles), entry.UseCase, entry.Action,
        entry.SubjectId is { } subject ? new AuditSubjectView(entry.SubjectType!, subject) : null, entry.Changes, entry.TraceId);
}

/// <param name="Type">E.g. <c>booking</c>.</param>
public sealed record AuditSubjectView(string Type, Guid Id);

internal sealed class ListAuditHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListAuditQuery, Result<Page<AuditEntryView>>>
{
    private const string List = "audit";

    public async Task<Result<Page<AuditEntryView>>> Handle(ListAuditQuery query, CancellationToken cancellationToken)
    {
        IQueryable<AuditEntry> entries = Filter(db.AuditEntries, query);
        if (query.Page.Cursor is { } cursor)
        {
            if (cursors.Decode(List, cursor) is not [string ticks, string id])
            {
                return PageErrors.InvalidCursor;
            }

            DateTimeOffset before = new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
            Guid beforeId = Guid.Parse(id);
            entries = entries.Where(entry => entry.At < before || (entry.At == before && entry.Id < beforeId));
        }

        List<AuditEntry> rows = await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        string? next = null;
        if (rows.Count > query.Page.Limit)
        {
            rows.RemoveAt(rows.Count - 1);
            next = cursors.Encode(List, rows[^1].At.UtcTicks.ToString(CultureInfo.InvariantCulture), rows[^1].Id.ToString());
        }

        return new Page<AuditEntryView>([.. rows.Select(AuditEntryView.Of)], next);
    }

    private static IQueryable<AuditEntry> Filter(IQueryable<AuditEntry> entries, ListAuditQuery query)
    {
        if (query.SubjectId is { } subject)
        {
            entries = entries.Where(entry => entry.SubjectId == subject);
        }

        if (query.ActorId is { } actor)
        {
            entries = entries.Where(entry => entry.ActorId == actor);
        }

        if (query.UseCase is { } useCase)
        {
            entries = entries.Where(entry => entry.UseCase == useCase);
        }

        if (query.Action is { } action)
        {
            entries = entries.Where(entry => entry.Action == action);
        }

        if (query.From is { } from)
        {
            entries = entries.Where(entry => entry.At >= from);
        }

        return query.To is { } to ? entries.Where(entry => entry.At < to) : entries;
    }
}
