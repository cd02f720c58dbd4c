namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Application.Catalog;
using Booking.Domain.Bookings;
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
        builder.Property(provider => provider.Breaks).IsJson();
        builder.Property(provider => provider.Exceptions).IsJson();
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
        builder.Property(service => service.Overrides).IsJson();
        builder.Property(service => service.Policy).IsJson();
        builder.Property(service => service.AddOns).IsJson();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(service => service.TenantId);
        builder.HasOne<User>().WithMany().HasForeignKey(service => new { service.TenantId, service.OwnerId });
    }
}

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products").HasKey(product => new { product.TenantId, product.Id });
        builder.HasMoney(product => product.Price);
        builder.Property(product => product.Policy).IsJson();
        builder.Property(product => product.Variants).IsJson();
        builder.Property(product => product.AddOns).IsJson();
        builder.HasOne<User>().WithMany().HasForeignKey(product => new { product.TenantId, product.OwnerId });
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

internal sealed class ClassSessionConfiguration : IEntityTypeConfiguration<ClassSession>
{
    public void Configure(EntityTypeBuilder<ClassSession> builder)
    {
        builder.ToTable("class_sessions").HasKey(session => new { session.TenantId, session.Id });
        builder.HasOne<Service>().WithMany().HasForeignKey(session => new { session.TenantId, session.ServiceId });
        builder.HasOne<Provider>().WithMany().HasForeignKey(session => new { session.TenantId, session.ProviderId });
        builder.HasOne<Pool>().WithMany().HasForeignKey(session => new { session.TenantId, session.PoolId });
    }
}

internal sealed class CatalogWordConfiguration : IEntityTypeConfiguration<CatalogWord>
{
    public void Configure(EntityTypeBuilder<CatalogWord> builder)
    {
        builder.ToTable("catalog_words").HasKey(word => new { word.TenantId, word.Kind, word.Word, word.OfferingId });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(word => word.TenantId);
    }
}

internal sealed class RatingConfiguration : IEntityTypeConfiguration<Rating>
{
    public void Configure(EntityTypeBuilder<Rating> builder)
    {
        builder.ToTable("ratings").HasKey(rating => new { rating.TenantId, rating.Id });
        builder.HasOne<Booking>().WithMany().HasForeignKey(rating => new { rating.TenantId, rating.BookingId });
        builder.HasOne<User>().WithMany().HasForeignKey(rating => new { rating.TenantId, rating.CustomerId });
    }
}

internal sealed class RatingTotalConfiguration : IEntityTypeConfiguration<RatingTotal>
{
    public void Configure(EntityTypeBuilder<RatingTotal> builder)
    {
        builder.ToTable("rating_totals").HasKey(total => new { total.TenantId, total.SubjectId });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(total => total.TenantId);
    }
}
