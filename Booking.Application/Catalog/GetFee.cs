namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetFeeQuery(Guid Id) : IQuery<Versioned<FeeView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class GetFeeHandler(IBookingDb db) : IRequestHandler<GetFeeQuery, Result<Versioned<FeeView>>>
{
    public async Task<Result<Versioned<FeeView>>> Handle(GetFeeQuery query, CancellationToken cancellationToken)
    {
        Fee? fee = await db.Fees.AsNoTracking().SingleOrDefaultAsync(fee => fee.Id == query.Id, cancellationToken);
        return fee is null ? PricingErrors.FeeNotFound : new Versioned<FeeView>(FeeView.Of(fee), fee.Version);
    }
}
