namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Cars;
using Booking.Domain.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class CarConfiguration : IEntityTypeConfiguration<Car>
{
    public void Configure(EntityTypeBuilder<Car> builder)
    {
        builder.ToTable("cars").HasKey(car => new { car.TenantId, car.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(car => car.TenantId);
    }
}
