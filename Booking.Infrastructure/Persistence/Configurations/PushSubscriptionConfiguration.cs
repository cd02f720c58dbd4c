namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Notifications;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class PushSubscriptionConfiguration : IEntityTypeConfiguration<PushSubscription>
{
    public void Configure(EntityTypeBuilder<PushSubscription> builder)
    {
        builder.ToTable("push_subscriptions").HasKey(subscription => new { subscription.TenantId, subscription.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(subscription => new { subscription.TenantId, subscription.UserId });
    }
}
