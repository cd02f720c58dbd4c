namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Tenants;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class TenantConfiguration : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("tenants").HasKey(tenant => tenant.Id);
        builder.Ignore(tenant => tenant.TaxRules).Ignore(tenant => tenant.Details).Ignore(tenant => tenant.Notifications);
        builder.Property(tenant => tenant.Version).IsConcurrencyToken();
    }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users").HasKey(user => new { user.TenantId, user.Id });
        builder.PrimitiveCollection(user => user.Roles).HasField("_roles");
        builder.HasOne<Tenant>().WithMany().HasForeignKey(user => user.TenantId);
    }
}

internal sealed class RefreshTokenConfiguration : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.ToTable("refresh_tokens").HasKey(token => new { token.TenantId, token.Id });
        builder.Ignore(token => token.WasSpent);
        builder.HasOne<User>().WithMany().HasForeignKey(token => new { token.TenantId, token.UserId });
    }
}
