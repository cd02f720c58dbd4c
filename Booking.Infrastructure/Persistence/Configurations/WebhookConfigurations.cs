namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Notifications;
using Booking.Domain.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class WebhookEndpointConfiguration : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("webhook_endpoints").HasKey(endpoint => new { endpoint.TenantId, endpoint.Id });
        builder.Ignore(endpoint => endpoint.Details);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(endpoint => endpoint.TenantId);
    }
}

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries").HasKey(delivery => new { delivery.TenantId, delivery.Id });
        builder.Property(delivery => delivery.Attempts).IsJson();
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(delivery => new { delivery.TenantId, delivery.EndpointId });
    }
}
