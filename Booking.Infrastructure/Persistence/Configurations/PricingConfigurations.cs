namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Catalog;
using Booking.Domain.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class PriceRuleConfiguration : IEntityTypeConfiguration<PriceRule>
{
    public void Configure(EntityTypeBuilder<PriceRule> builder)
    {
        builder.ToTable("price_rules").HasKey(rule => new { rule.TenantId, rule.Id });
        builder.Property(rule => rule.Conditions).IsJson();
        builder.Ignore(rule => rule.Details);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(rule => rule.TenantId);
    }
}

internal sealed class FeeConfiguration : IEntityTypeConfiguration<Fee>
{
    public void Configure(EntityTypeBuilder<Fee> builder)
    {
        builder.ToTable("fees").HasKey(fee => new { fee.TenantId, fee.Id });
        builder.Ignore(fee => fee.Details);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(fee => fee.TenantId);
    }
}

internal sealed class VoucherConfiguration : IEntityTypeConfiguration<Voucher>
{
    public void Configure(EntityTypeBuilder<Voucher> builder)
    {
        builder.ToTable("vouchers").HasKey(voucher => new { voucher.TenantId, voucher.Id });
        builder.Ignore(voucher => voucher.Details);
        builder.HasOne<Pool>().WithMany().HasForeignKey(voucher => new { voucher.TenantId, voucher.PoolId });
    }
}
