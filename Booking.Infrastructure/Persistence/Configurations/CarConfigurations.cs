namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Cars;
using Booking.Domain.Tenants;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class CarConfiguration : IEntityTypeConfiguration<Car>
{
    public void Configure(EntityTypeBuilder<Car> builder)
    {
        builder.ToTable("cars").HasKey(car => new { car.TenantId, car.Id });
        builder.Property(car => car.Rates).IsJson();
        builder.Property(car => car.PickUpPoints).IsJson();
        builder.Property(car => car.DropOffPoints).IsJson();
        builder.Property(car => car.Policy).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(car => car.TenantId);
        builder.HasOne<User>().WithMany().HasForeignKey(car => new { car.TenantId, car.OwnerId });
    }
}
