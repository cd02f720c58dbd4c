namespace Booking.Api.Trips;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Trips;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class OperatorEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder operators = api.MapGroup("/operators").WithTags("Trips");
        operators.MapGet("", ListOperators).AllowAnonymous()
            .Describe(nameof(ListOperators), "Bus operators.")
            .Produces<Page<OperatorView>>().Refuses(401, 403);
        operators.MapGet("/{id:guid}", GetOperator).AllowAnonymous()
            .Describe(nameof(GetOperator), "One bus operator.")
            .Produces<OperatorView>().Produces(StatusCodes.Status304NotModified).Refuses(404);
        operators.MapPost("", CreateOperator)
            .Describe(nameof(CreateOperator), "Adds a bus operator.")
            .Produces<OperatorView>(201).Refuses(401, 403, 409, 422);
        operators.MapPatch("/{id:guid}", EditOperator)
            .Describe(nameof(EditOperator), "Changes a bus operator.")
            .Produces<OperatorView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        operators.MapDelete("/{id:guid}", WithdrawOperator)
            .Describe(nameof(WithdrawOperator), "Withdraws a bus operator: it gets no new routes, what is sold stays.")
            .Produces(204).Refuses(401, 403, 404, 412, 428);
    }

    private static async Task<IResult> ListOperators([AsParameters] PageQuery page, [FromQuery] string? managed, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListOperatorsQuery query = new(read.Flag("managed", managed), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetOperator(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetOperatorQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> CreateOperator(CreateOperatorRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(), ct)).ToCreatedTagged(request, created => $"/api/v1/operators/{created.Id}");

    private static async Task<IResult> EditOperator(Guid id, EditOperatorRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(body.ToCommand(id, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawOperator(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawOperatorCommand(id, version.Value), ct)).ToNoContent();
    }
}
