namespace Booking.Api.Catalog;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

internal sealed class ServiceEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder services = api.MapGroup("/services").WithTags("Catalog").AllowAnonymous();
        services.MapGet("", ListServices)
            .Describe(nameof(ListServices), "Services by appointment.")
            .Produces<Page<ServiceView>>()
            .Refuses();
        services.MapGet("/{id:guid}", GetService)
            .Describe(nameof(GetService), "One service with its providers.")
            .Produces<ServiceView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(404);
        services.MapGet("/{id:guid}/slots", ListServiceSlots)
            .Describe(nameof(ListServiceSlots), "The free appointments of one day.")
            .Produces<ServiceSlotsView>()
            .Refuses(404, 422);
    }

    private static async Task<IResult> ListServices(
        [FromQuery, Description("In any case of letters.")] string? category,
        [FromQuery, Description("The whole name, in any case of letters.")] string? city,
        [AsParameters] PageQuery page,
        HttpRequest request,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        ListServicesQuery query = new(read.Text("category", category), read.Text("city", city), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetService(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetServiceQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> ListServiceSlots(
        Guid id,
        [FromQuery, Description("Required. Local date of the service, YYYY-MM-DD.")] string? date,
        [FromQuery, Description("Only the appointments of this provider.")] string? providerId,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        LocalDate? day = read.Date("date", date) ?? read.Missing<LocalDate>("date");
        ListServiceSlotsQuery query = new(id, day ?? default, read.Id("providerId", providerId));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
    }
}
