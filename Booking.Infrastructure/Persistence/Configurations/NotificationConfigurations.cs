namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Bookings;
using Booking.Domain.Notifications;
using Booking.Domain.Tenants;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications").HasKey(notification => new { notification.TenantId, notification.Id });
        builder.Property(notification => notification.Values).IsJson();
        builder.Property(notification => notification.Attempts).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(notification => notification.TenantId);
        builder.HasOne<Booking>().WithMany().HasForeignKey(notification => new { notification.TenantId, notification.BookingId });
        builder.HasOne<User>().WithMany().HasForeignKey(notification => new { notification.TenantId, notification.UserId });
    }
}

internal sealed class NotificationPreferencesConfiguration : IEntityTypeConfiguration<NotificationPreferences>
{
    public void Configure(EntityTypeBuilder<NotificationPreferences> builder)
    {
        builder.ToTable("notification_preferences").HasKey(preferences => new { preferences.TenantId, preferences.Id });
        builder.Ignore(preferences => preferences.Details).Ignore(preferences => preferences.QuietHours);
        builder.Property(preferences => preferences.Switches).IsJson();
        builder.HasOne<User>().WithMany().HasForeignKey(preferences => new { preferences.TenantId, preferences.Id });
    }
}

internal sealed class NotificationTemplateConfiguration : IEntityTypeConfiguration<NotificationTemplate>
{
    public void Configure(EntityTypeBuilder<NotificationTemplate> builder)
    {
        builder.ToTable("notification_templates").HasKey(template => new { template.TenantId, template.Id });
        builder.Ignore(template => template.Words);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(template => template.TenantId);
    }
}
