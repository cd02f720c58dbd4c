namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Tenants;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class VenueConfiguration : IEntityTypeConfiguration<Venue>
{
    public void Configure(EntityTypeBuilder<Venue> builder)
    {
        builder.ToTable("venues").HasKey(venue => new { venue.TenantId, venue.Id });
        builder.Property(venue => venue.Hours).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(venue => venue.TenantId);
    }
}
