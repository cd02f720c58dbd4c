namespace Booking.Application.Attribution;

using Booking.Application.Abstractions;
using Booking.Domain.Attribution;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetConversionSettingsQuery : IQuery<ConversionSettingsView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class GetConversionSettingsHandler(IBookingDb db) : IRequestHandler<GetConversionSettingsQuery, Result<ConversionSettingsView>>
{
    public async Task<Result<ConversionSettingsView>> Handle(GetConversionSettingsQuery query, CancellationToken cancellationToken)
    {
        ConversionSettings? settings = await db.ConversionSettings.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return settings is null ? ConversionErrors.SettingsNotFound : ConversionSettingsView.Of(settings);
    }
}
