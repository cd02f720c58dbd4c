namespace Booking.Infrastructure.Persistence.Configurations;

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
