namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Catalog;
using Booking.Domain.Tenants;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class ProviderConfiguration : IEntityTypeConfiguration<Provider>
{
    public void Configure(EntityTypeBuilder<Provider> builder)
    {
        builder.ToTable("providers").HasKey(provider => new { provider.TenantId, provider.Id });
        builder.Property(provider => provider.Hours).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(provider => provider.TenantId);
        builder.HasOne<User>().WithMany().HasForeignKey(provider => new { provider.TenantId, provider.UserId });
    }
}

internal sealed class ServiceConfiguration : IEntityTypeConfiguration<Service>
{
    public void Configure(EntityTypeBuilder<Service> builder)
    {
        builder.ToTable("services").HasKey(service => new { service.TenantId, service.Id });
        builder.HasMoney(service => service.Price);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(service => service.TenantId);
    }
}

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products").HasKey(product => new { product.TenantId, product.Id });
        builder.HasMoney(product => product.Price);
        builder.HasOne<Pool>().WithMany().HasForeignKey(product => new { product.TenantId, product.PoolId });
    }
}

internal sealed class PoolConfiguration : IEntityTypeConfiguration<Pool>
{
    public void Configure(EntityTypeBuilder<Pool> builder)
    {
        builder.ToTable("pools").HasKey(pool => new { pool.TenantId, pool.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(pool => pool.TenantId);
    }
}
