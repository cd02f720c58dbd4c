namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Attribution;
using Booking.Domain.Bookings;
using Booking.Domain.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class BookingAttributionConfiguration : IEntityTypeConfiguration<BookingAttribution>
{
    public void Configure(EntityTypeBuilder<BookingAttribution> builder)
    {
        builder.ToTable("booking_attributions").HasKey(attribution => new { attribution.TenantId, attribution.BookingId });
        builder.HasOne<Booking>().WithMany().HasForeignKey(attribution => new { attribution.TenantId, attribution.BookingId });
    }
}

internal sealed class ConversionSettingsConfiguration : IEntityTypeConfiguration<ConversionSettings>
{
    public void Configure(EntityTypeBuilder<ConversionSettings> builder)
    {
        builder.ToTable("conversion_settings").HasKey(settings => new { settings.TenantId, settings.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(settings => settings.TenantId);
    }
}

internal sealed class ConversionDeliveryConfiguration : IEntityTypeConfiguration<ConversionDelivery>
{
    public void Configure(EntityTypeBuilder<ConversionDelivery> builder)
    {
        builder.ToTable("conversion_deliveries").HasKey(delivery => new { delivery.TenantId, delivery.Id });
        builder.Property(delivery => delivery.Attempts).IsJson();
        builder.HasOne<Booking>().WithMany().HasForeignKey(delivery => new { delivery.TenantId, delivery.BookingId });
    }
}
