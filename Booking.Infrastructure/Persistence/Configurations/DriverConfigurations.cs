namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Bookings;
using Booking.Domain.Cars;
using Booking.Domain.Drivers;
using Booking.Domain.Tenants;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class DriverConfiguration : IEntityTypeConfiguration<Driver>
{
    public void Configure(EntityTypeBuilder<Driver> builder)
    {
        builder.ToTable("drivers").HasKey(driver => new { driver.TenantId, driver.Id });
        builder.Property(driver => driver.WeeklyShifts).IsJson();
        builder.Property(driver => driver.ShiftExceptions).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(driver => driver.TenantId);
        builder.HasOne<User>().WithMany().HasForeignKey(driver => new { driver.TenantId, driver.UserId });
    }
}

internal sealed class DriverLocationConfiguration : IEntityTypeConfiguration<DriverLocation>
{
    public void Configure(EntityTypeBuilder<DriverLocation> builder)
    {
        builder.ToTable("driver_locations").HasKey(location => new { location.TenantId, location.DriverId });
        builder.Ignore(location => location.Point);
        builder.HasOne<Driver>().WithMany().HasForeignKey(location => new { location.TenantId, location.DriverId });
    }
}

internal sealed class RideConfiguration : IEntityTypeConfiguration<Ride>
{
    public void Configure(EntityTypeBuilder<Ride> builder)
    {
        builder.ToTable("rides").HasKey(ride => new { ride.TenantId, ride.Id });
        builder.Property(ride => ride.PickUp).IsJson();
        builder.Property(ride => ride.DropOff).IsJson();
        builder.Ignore(ride => ride.Time);
        builder.HasOne<Booking>().WithMany().HasForeignKey(ride => new { ride.TenantId, ride.BookingId });
        builder.HasOne<Car>().WithMany().HasForeignKey(ride => new { ride.TenantId, ride.CarId });
    }
}

internal sealed class AssignmentConfiguration : IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Assignment> builder)
    {
        builder.ToTable("assignments").HasKey(assignment => new { assignment.TenantId, assignment.Id });
        builder.Property(assignment => assignment.Considered).IsJson();
        builder.Ignore(assignment => assignment.Time);
        builder.Ignore(assignment => assignment.Busy);
        builder.HasOne<Ride>().WithMany().HasForeignKey(assignment => new { assignment.TenantId, assignment.RideId });
        builder.HasOne<Booking>().WithMany().HasForeignKey(assignment => new { assignment.TenantId, assignment.BookingId });
        builder.HasOne<Driver>().WithMany().HasForeignKey(assignment => new { assignment.TenantId, assignment.DriverId });
        builder.HasOne<User>().WithMany().HasForeignKey(assignment => new { assignment.TenantId, assignment.AssignedBy });
    }
}
