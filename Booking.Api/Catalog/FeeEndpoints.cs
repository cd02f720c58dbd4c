namespace Booking.Api.Catalog;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;

internal sealed class FeeEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder fees = api.MapGroup("/fees").WithTags("Pricing");
        fees.MapGet("", ListFees).Describe(nameof(ListFees), "All fees, those that are switched off too.")
            .Produces<Page<FeeView>>().Refuses(401, 403);
        fees.MapPost("", CreateFee).Describe(nameof(CreateFee), "Adds a fee.")
            .Produces<FeeView>(StatusCodes.Status201Created).Refuses(401, 403, 409, 422);
        fees.MapGet("/{id:guid}", GetFee).Describe(nameof(GetFee), "One fee.")
            .Produces<FeeView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403, 404);
        fees.MapPatch("/{id:guid}", EditFee).Describe(nameof(EditFee), "Changes a fee; what is held or sold keeps its price.")
            .Produces<FeeView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        fees.MapDelete("/{id:guid}", DeleteFee).Describe(nameof(DeleteFee), "Takes a fee away; what is held or sold keeps its price.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 412, 428);
    }

    private static async Task<IResult> ListFees([AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListFeesQuery(asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> CreateFee(FeeRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new CreateFeeCommand(body.ToChanges()), ct)).ToCreatedTagged(request, fee => $"/api/v1/fees/{fee.Id}");

    private static async Task<IResult> GetFee(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetFeeQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> EditFee(Guid id, FeeRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new EditFeeCommand(id, version.Value, body.ToChanges()), ct)).ToTagged(request);
    }

    private static async Task<IResult> DeleteFee(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new DeleteFeeCommand(id, version.Value), ct)).ToNoContent();
    }
}
