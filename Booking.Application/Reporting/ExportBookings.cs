namespace Booking.Application.Reporting;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>One page of the tenant's bookings, for a file of all.</summary>
public sealed record ExportBookingsQuery(ListBookingsQuery Bookings) : IQuery<Page<BookingView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ExportBookingsHandler(ISender sender) : IRequestHandler<ExportBookingsQuery, Result<Page<BookingView>>>
{
    public Task<Result<Page<BookingView>>> Handle(ExportBookingsQuery query, CancellationToken cancellationToken) => sender.Send(query.Bookings, cancellationToken);
}
