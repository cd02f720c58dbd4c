namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Says where the driver who is signed in is. Repeating the same location changes nothing and succeeds.</summary>
/// <param name="At">By the device's clock.</param>
public sealed record ReportLocationCommand(double Lat, double Lng, DateTimeOffset At) : ICommand<Done>, IRestricted, INotAudited
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver];
}

internal sealed class ReportLocationValidator : AbstractValidator<ReportLocationCommand>
{
    public ReportLocationValidator()
    {
        RuleFor(command => command.Lat).InclusiveBetween(-90, 90);
        RuleFor(command => command.Lng).InclusiveBetween(-180, 180);
    }
}

internal sealed class ReportLocationHandler(IBookingDb db, IUnitOfWork unitOfWork, IDriverLocations locations, DispatchRules rules, RequestContext context)
    : IRequestHandler<ReportLocationCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReportLocationCommand command, CancellationToken cancellationToken)
    {
        // Only the id: a driver in hand would make everybody forget what is cached about cars.
        Guid driver = await db.Drivers.Where(driver => driver.UserId == context.UserId).Select(driver => driver.Id).SingleOrDefaultAsync(cancellationToken);
        if (driver == Guid.Empty)
        {
            return DriverErrors.NotFound;
        }

        DriverLocation? last = await locations.LockAsync(driver, cancellationToken);
        Result<DriverLocation> reported = DriverLocation.Report(
            context.TenantId, driver, new GeoPoint(command.Lat, command.Lng), command.At.ToUniversalTime(), last, rules, unitOfWork.Now);
        if (reported.IsFailure)
        {
            return reported.Error;
        }

        return await locations.TryPutAsync(reported.Value, cancellationToken) ? Result.Success : DriverErrors.StaleLocation;
    }
}
