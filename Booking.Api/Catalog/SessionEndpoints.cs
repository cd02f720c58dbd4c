namespace Booking.Api.Catalog;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;
using NodaTime;

internal sealed class SessionEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder sessions = api.MapGroup("/services/{id:guid}/sessions").WithTags("Catalog");
        sessions.MapGet("", ListSessions).AllowAnonymous()
            .Describe(nameof(ListSessions), "The sessions of a class from now on.")
            .Produces<Page<ClassSessionView>>().Refuses(404);
        sessions.MapPost("", ScheduleSessions)
            .Describe(nameof(ScheduleSessions), "Schedules a session of a class, or one at the same wall time every week.")
            .Idempotent().Produces<ClassSessionsView>(201).Refuses(401, 403, 404, 409, 422);
        sessions.MapPost("/{sessionId:guid}/cancel", CancelSession)
            .Describe(nameof(CancelSession), "Calls a session off; a case is opened for each booking.")
            .Produces(204).Refuses(401, 403, 404, 409);
    }

    private static async Task<IResult> ListSessions(Guid id, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListSessionsQuery(id, asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> ScheduleSessions(Guid id, ScheduleSessionsRequest body, ISender sender, CancellationToken ct)
    {
        if (!WallTime.TryParse(body.From, body.TimeZone, out WallTime from))
        {
            return new Problem(Error.Invalid("validation_failed", "The request is not of the stated form.") with
            {
                Fields = new Dictionary<string, string[]> { ["/from"] = ["This is neither an RFC 3339 instant nor a local date-time."] },
            });
        }

        LocalDate? until = body.Until is { } date ? new LocalDate(date.Year, date.Month, date.Day) : null;
        ScheduleSessionsCommand command = new(id, body.ProviderId, from, until, body.Days, body.Places, body.SkipTaken);
        return (await sender.Send(command, ct)).ToCreated(_ => $"/api/v1/services/{id}/sessions");
    }

    private static async Task<IResult> CancelSession(Guid id, Guid sessionId, CancelSessionRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new CancelSessionCommand(id, sessionId, body.Note), ct)).ToNoContent();
}

/// <summary>One session, or with <paramref name="Until"/> one at the same wall time on every named weekday.</summary>
/// <param name="From">The first session: RFC 3339 with an offset, or a local date-time.</param>
/// <param name="TimeZone">IANA zone of a local date-time; the service's when left out.</param>
/// <param name="Until">The last local day of a weekly schedule.</param>
/// <param name="Days">Its weekdays; that of the first session when left out.</param>
/// <param name="Places">The class's own when left out.</param>
/// <param name="SkipTaken">Leaves out sessions whose time the provider does not have, instead of refusing all.</param>
internal sealed record ScheduleSessionsRequest(
    Guid ProviderId, string From, string? TimeZone = null, DateOnly? Until = null, IReadOnlyList<DayOfWeek>? Days = null, int? Places = null, bool SkipTaken = false);

/// <summary>Why a session is called off.</summary>
/// <param name="Note">For the customers.</param>
internal sealed record CancelSessionRequest(string? Note = null);
