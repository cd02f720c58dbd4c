namespace Booking.Api.Catalog;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class ProviderEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder providers = api.MapGroup("/providers").WithTags("Catalog");
        providers.MapGet("", ListProviders).AllowAnonymous()
            .Describe(nameof(ListProviders), "Who performs services, with their working time and rating.")
            .Produces<Page<ProviderView>>().Refuses(401);
        providers.MapPost("", CreateProvider)
            .Describe(nameof(CreateProvider), "Enters somebody who performs services; a provider enters himself.")
            .Produces<ProviderView>(201).Refuses(401, 403, 409, 422);
        providers.MapGet("/{id:guid}", GetProvider).AllowAnonymous()
            .Describe(nameof(GetProvider), "One provider.")
            .Produces<ProviderView>().Produces(304).Refuses(404);
        providers.MapGet("/me", GetOwnProvider)
            .Describe(nameof(GetOwnProvider), "The caller as a provider.")
            .Produces<ProviderView>().Produces(304).Refuses(401, 404);
        providers.MapPatch("/{id:guid}", EditProvider)
            .Describe(nameof(EditProvider), "Changes a provider.")
            .Produces<ProviderView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        providers.MapPut("/me/hours", SetOwnHours)
            .Describe(nameof(SetOwnHours), "Replaces the caller's own working time; what is sold stays.")
            .Produces<ProviderView>().Refuses(401, 403, 404, 412, 422, 428);
        providers.MapPut("/{id:guid}/hours", SetProviderHours)
            .Describe(nameof(SetProviderHours), "Replaces a provider's working time; what is sold stays.")
            .Produces<ProviderView>().Refuses(401, 403, 404, 412, 422, 428);
    }

    private static async Task<IResult> ListProviders(
        [FromQuery, Description("Only whom the caller may change, also those who take no appointments.")] bool? managed,
        [AsParameters] PageQuery page,
        HttpRequest request,
        ISender sender,
        CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListProvidersQuery(managed == true, asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> CreateProvider(CreateProviderRequest request, HttpRequest http, ISender sender, CancellationToken ct) =>
        (await sender.Send(request.ToCommand(), ct)).ToCreatedTagged(http, provider => $"/api/v1/providers/{provider.Id}");

    private static async Task<IResult> GetProvider(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetProviderQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> GetOwnProvider(HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetProviderQuery(null), ct)).ToTagged(request);

    private static async Task<IResult> EditProvider(Guid id, EditProviderRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new EditProviderCommand(id, version.Value, body.ToChanges()), ct)).ToTagged(request);
    }

    private static Task<IResult> SetOwnHours(ProviderHoursRequest body, HttpRequest request, ISender sender, CancellationToken ct) => SetHoursAsync(null, body, request, sender, ct);

    private static Task<IResult> SetProviderHours(Guid id, ProviderHoursRequest body, HttpRequest request, ISender sender, CancellationToken ct) => SetHoursAsync(id, body, request, sender, ct);

    private static async Task<IResult> SetHoursAsync(Guid? id, ProviderHoursRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new SetProviderHoursCommand(id, version.Value, body.ToHours()), ct)).ToTagged(request);
    }
}
