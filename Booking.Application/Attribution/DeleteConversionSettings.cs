namespace Booking.Application.Attribution;

using Booking.Application.Abstractions;
using Booking.Domain.Attribution;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Nobody is told of the tenant's sales any more; what waits is skipped. The log stays.</summary>
public sealed record DeleteConversionSettingsCommand : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class DeleteConversionSettingsHandler(IBookingDb db, IUnitOfWork unitOfWork) : IRequestHandler<DeleteConversionSettingsCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteConversionSettingsCommand command, CancellationToken cancellationToken)
    {
        await unitOfWork.TakeTurnAsync("conversion settings", cancellationToken);
        ConversionSettings? settings = await db.ConversionSettings.SingleOrDefaultAsync(cancellationToken);
        if (settings is null)
        {
            return ConversionErrors.SettingsNotFound;
        }

        db.ConversionSettings.Remove(settings);
        return Result.Success;
    }
}
