namespace Booking.Api.Catalog;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class VoucherEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder vouchers = api.MapGroup("/vouchers").WithTags("Pricing");
        vouchers.MapGet("", ListVouchers).Describe(nameof(ListVouchers), "All vouchers with how often they are used, those that are withdrawn too.")
            .Produces<Page<VoucherView>>().Refuses(401, 403);
        vouchers.MapPost("", CreateVoucher).Describe(nameof(CreateVoucher), "Gives out one code.")
            .Produces<VoucherView>(StatusCodes.Status201Created).Refuses(401, 403, 409, 422);
        vouchers.MapPost("/batches", CreateVoucherBatch).Describe(nameof(CreateVoucherBatch), "Gives out many codes at once.")
            .Produces<VoucherBatchView>(StatusCodes.Status201Created).Refuses(401, 403, 422);
        vouchers.MapGet("/{id:guid}", GetVoucher).Describe(nameof(GetVoucher), "One voucher.")
            .Produces<VoucherView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403, 404);
        vouchers.MapPatch("/{id:guid}", EditVoucher).Describe(nameof(EditVoucher), "Changes a voucher; orders that have it keep it as it was.")
            .Produces<VoucherView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        vouchers.MapDelete("/{id:guid}", WithdrawVoucher).Describe(nameof(WithdrawVoucher), "Withdraws a voucher; orders that have it keep it.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 412, 428);
    }

    private static async Task<IResult> ListVouchers(
        [FromQuery, Description("The whole code, in any case of letters.")] string? code,
        [FromQuery, Description("Only the codes that were made together.")] string? batchId,
        [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListVouchersQuery query = new(read.Text("code", code), read.Id("batchId", batchId), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> CreateVoucher(CreateVoucherRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(), ct)).ToCreatedTagged(request, voucher => $"/api/v1/vouchers/{voucher.Id}");

    private static async Task<IResult> CreateVoucherBatch(CreateVoucherBatchRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(), ct)).ToCreated(batch => $"/api/v1/vouchers?batchId={batch.BatchId}");

    private static async Task<IResult> GetVoucher(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetVoucherQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> EditVoucher(Guid id, EditVoucherRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(body.ToCommand(id, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawVoucher(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawVoucherCommand(id, version.Value), ct)).ToNoContent();
    }
}
