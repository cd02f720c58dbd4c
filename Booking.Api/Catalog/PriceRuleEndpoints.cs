namespace Booking.Api.Catalog;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;

internal sealed class PriceRuleEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder rules = api.MapGroup("/price-rules").WithTags("Pricing");
        rules.MapGet("", ListPriceRules).Describe(nameof(ListPriceRules), "All price rules, those that are switched off too.")
            .Produces<Page<PriceRuleView>>().Refuses(401, 403);
        rules.MapPost("", CreatePriceRule).Describe(nameof(CreatePriceRule), "Adds a price rule.")
            .Produces<PriceRuleView>(StatusCodes.Status201Created).Refuses(401, 403, 409, 422);
        rules.MapGet("/{id:guid}", GetPriceRule).Describe(nameof(GetPriceRule), "One price rule.")
            .Produces<PriceRuleView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403, 404);
        rules.MapPatch("/{id:guid}", EditPriceRule).Describe(nameof(EditPriceRule), "Changes a price rule; what is held or sold keeps its price.")
            .Produces<PriceRuleView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        rules.MapDelete("/{id:guid}", DeletePriceRule).Describe(nameof(DeletePriceRule), "Takes a price rule away; what is held or sold keeps its price.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 412, 428);
    }

    private static async Task<IResult> ListPriceRules([AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListPriceRulesQuery(asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> CreatePriceRule(PriceRuleRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new CreatePriceRuleCommand(body.ToChanges()), ct)).ToCreatedTagged(request, rule => $"/api/v1/price-rules/{rule.Id}");

    private static async Task<IResult> GetPriceRule(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetPriceRuleQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> EditPriceRule(Guid id, PriceRuleRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new EditPriceRuleCommand(id, version.Value, body.ToChanges()), ct)).ToTagged(request);
    }

    private static async Task<IResult> DeletePriceRule(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new DeletePriceRuleCommand(id, version.Value), ct)).ToNoContent();
    }
}
