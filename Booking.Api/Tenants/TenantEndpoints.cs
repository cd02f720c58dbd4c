namespace Booking.Api.Tenants;

using Booking.Api.Http;
using Booking.Application.Tenants;
using Booking.Domain.Common;
using MediatR;

internal sealed class TenantEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder tenant = api.MapGroup("/tenant").WithTags("Tenants");
        tenant.MapGet("", GetTenant).Describe(nameof(GetTenant), "The tenant's settings, for its admins.")
            .Produces<TenantSettingsView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403);
        tenant.MapPatch("", EditTenant).Describe(nameof(EditTenant), "Changes the tenant's settings; what is sold keeps its price.")
            .Produces<TenantSettingsView>().Refuses(401, 403, 412, 422, 428);
    }

    private static async Task<IResult> GetTenant(HttpRequest request, ISender sender, CancellationToken ct) => (await sender.Send(new GetTenantQuery(), ct)).ToTagged(request);

    private static async Task<IResult> EditTenant(EditTenantRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(body.ToCommand(version.Value), ct)).ToTagged(request);
    }
}

/// <summary>What to change; what is left out stays as it is.</summary>
/// <param name="Address">As it is printed on receipts.</param>
/// <param name="FeeTaxRate">Of fees that name none, in basis points.</param>
/// <param name="TimeZone">IANA; whose days the reports are about. Days that are reported stay as they are.</param>
internal sealed record EditTenantRequest(
    string? Name = null,
    string? Address = null,
    string? TaxNumber = null,
    bool? AllowsGuests = null,
    TaxMode? TaxMode = null,
    TaxRounding? TaxRounding = null,
    int? FeeTaxRate = null,
    string? TimeZone = null)
{
    public EditTenantCommand ToCommand(long version) => new(version, Name, Address, TaxNumber, AllowsGuests, TaxMode, TaxRounding, FeeTaxRate, TimeZone);
}
