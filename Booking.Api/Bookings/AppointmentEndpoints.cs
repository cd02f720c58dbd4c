namespace Booking.Api.Bookings;

using Booking.Api.Http;
using Booking.Application.Bookings;
using MediatR;

internal sealed class AppointmentEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/bookings/{id:guid}/items/{item:int}/provider/cancel", GiveBackAppointment).WithTags("Bookings")
            .Describe(nameof(GiveBackAppointment), "The provider cannot perform an appointment after all: somebody else is looked for, or the customer has a case.")
            .Idempotent().Produces<GivenBackView>().Refuses(401, 403, 404, 409, 422);
        RouteGroupBuilder provider = api.MapGroup("/admin/bookings/{id:guid}/items/{item:int}/provider").WithTags("Bookings");
        provider.MapPost("", ReassignProvider)
            .Describe(nameof(ReassignProvider), "Gives an appointment that is sold to another provider, whoever performs it now.")
            .Idempotent().Produces<ReassignmentView>().Refuses(401, 403, 404, 409, 422);
        provider.MapGet("/explain", ExplainProvider)
            .Describe(nameof(ExplainProvider), "Why an appointment has its provider, who had it before, and how the others compare.")
            .Produces<ProviderExplanationView>().Refuses(401, 403, 404, 422);
    }

    private static async Task<IResult> GiveBackAppointment(Guid id, int item, GiveBackAppointmentRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GiveBackAppointmentCommand(id, item, body.Reason), ct)).ToOk();

    private static async Task<IResult> ReassignProvider(Guid id, int item, ReassignProviderRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new ReassignProviderCommand(id, item, body.ProviderId, body.Force, body.Note), ct)).ToOk();

    private static async Task<IResult> ExplainProvider(Guid id, int item, ISender sender, CancellationToken ct) => (await sender.Send(new ExplainProviderQuery(id, item), ct)).ToOk();
}

/// <param name="Reason">For the customer; 1 to 500 characters on one line.</param>
internal sealed record GiveBackAppointmentRequest(string Reason);

/// <param name="Force">Working hours do not matter; the provider's other appointments do.</param>
/// <param name="Note">For the customer; at most 500 characters.</param>
internal sealed record ReassignProviderRequest(Guid ProviderId, bool Force = false, string? Note = null);
