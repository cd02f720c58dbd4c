namespace Booking.Api.Reporting;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Reporting;
using Booking.Domain.Reporting;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class AuditEndpoints : IEndpointGroup
{
    private static readonly string[] Head = ["at", "actor_kind", "actor_id", "actor_roles", "use_case", "action", "subject_type", "subject_id", "changes", "trace_id"];

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder audit = api.MapGroup("/admin").WithTags("Reporting");
        audit.MapGet("/audit", ListAudit).Describe(nameof(ListAudit), "Who has changed what, the latest first.")
            .Produces<Page<AuditEntryView>>().Refuses(401, 403);
        audit.MapGet("/audit.csv", ListAuditCsv).Describe(nameof(ListAuditCsv), "The same for a spreadsheet, up to 50,000 entries.")
            .Produces(200, contentType: Csv.ContentType).Refuses(401, 403);
    }

    private static async Task<IResult> ListAudit([AsParameters] AuditParameters parameters, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListAuditQuery query = parameters.Read(read, read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> ListAuditCsv([AsParameters] AuditParameters parameters, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListAuditQuery query = parameters.Read(read, new PageRequest(PageRequest.MaxLimit, null));
        return read.Error is { } error
            ? new Problem(error)
            : await CsvStream.AnswerAsync("audit.csv", Head, (cursor, token) => sender.Send(query with { Page = query.Page with { Cursor = cursor } }, token), Cells, ct);
    }

    private static IEnumerable<object?> Cells(AuditEntryView entry) =>
    [
        entry.At, entry.Actor.Kind.ToString().ToLowerInvariant(), entry.Actor.Id, string.Join(' ', entry.Actor.Roles), entry.UseCase, entry.Action.ToString().ToLowerInvariant(),
        entry.Subject?.Type, entry.Subject?.Id, string.Join("; ", entry.Changes.Select(change => change.IsWithheld ? change.Field : $"{change.Field}: {change.Before} → {change.After}")), entry.TraceId,
    ];
}

/// <summary>What audit entries are found by; bind with <c>[AsParameters]</c>.</summary>
internal sealed record AuditParameters(
    [property: FromQuery(Name = "subject"), Description("Id of what was changed.")] string? Subject,
    [property: FromQuery(Name = "actor"), Description("Id of the user who did it.")] string? Actor,
    [property: FromQuery(Name = "useCase"), Description("As the operation is named, e.g. `EditCar`.")] string? UseCase,
    [property: FromQuery(Name = "action"), Description("created, changed, deleted or done.")] string? Action,
    [property: FromQuery(Name = "from"), Description("Then or later: an RFC 3339 instant.")] string? From,
    [property: FromQuery(Name = "to"), Description("Before: an RFC 3339 instant.")] string? To)
{
    public ListAuditQuery Read(QueryReader reader, PageRequest page) => new(
        page, reader.Id("subject", Subject), reader.Id("actor", Actor), reader.Text("useCase", UseCase), reader.Word<AuditAction>("action", Action), reader.Instant("from", From), reader.Instant("to", To));
}
