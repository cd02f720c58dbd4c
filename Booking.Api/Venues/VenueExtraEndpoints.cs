namespace Booking.Api.Venues;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Venues;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class VenueExtraEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder extras = api.MapGroup("/venues/{id:guid}/extras").WithTags("Venues");
        extras.MapGet("", ListVenueExtras).AllowAnonymous()
            .Describe(nameof(ListVenueExtras), "What a hall sells along with itself.")
            .Produces<Page<VenueExtraView>>().Refuses(404);
        extras.MapGet("/{extraId:guid}", GetVenueExtra).AllowAnonymous()
            .Describe(nameof(GetVenueExtra), "One extra.")
            .Produces<VenueExtraView>().Produces(304).Refuses(403, 404);
        extras.MapPost("", CreateVenueExtra)
            .Describe(nameof(CreateVenueExtra), "Sells something along with a hall.")
            .Produces<VenueExtraView>(201).Refuses(401, 403, 404, 422);
        extras.MapPatch("/{extraId:guid}", EditVenueExtra)
            .Describe(nameof(EditVenueExtra), "Changes an extra; its stock never shrinks below what is held or sold.")
            .Produces<VenueExtraView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        extras.MapDelete("/{extraId:guid}", WithdrawVenueExtra)
            .Describe(nameof(WithdrawVenueExtra), "Ends the sale of an extra; what is sold stays sold.")
            .Produces(204).Refuses(401, 403, 404, 412, 428);
    }

    private static async Task<IResult> ListVenueExtras(Guid id, [AsParameters] PageQuery page, ISender sender, HttpRequest request, CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListVenueExtrasQuery(id, asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> GetVenueExtra(
        Guid id,
        Guid extraId,
        [FromQuery, Description("true also answers a withdrawn extra, to those who manage the hall.")] string? managed,
        HttpRequest request,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        GetVenueExtraQuery query = new(id, extraId, read.Flag("managed", managed));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToTagged(request);
    }

    private static async Task<IResult> CreateVenueExtra(Guid id, CreateVenueExtraRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<Versioned<VenueExtraView>> created = await sender.Send(new CreateVenueExtraCommand(id, body.ToChanges()), ct);
        return created.ToCreatedTagged(request, extra => $"/api/v1/venues/{id}/extras/{extra.Id}");
    }

    private static async Task<IResult> EditVenueExtra(Guid id, Guid extraId, EditVenueExtraRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new EditVenueExtraCommand(id, extraId, version.Value, body.ToChanges()), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawVenueExtra(Guid id, Guid extraId, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawVenueExtraCommand(id, extraId, version.Value), ct)).ToNoContent();
    }
}
