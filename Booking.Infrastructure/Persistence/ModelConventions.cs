namespace Booking.Infrastructure.Persistence;

using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

/// <summary>The rules that hold for every table, so that no entity has to repeat them.</summary>
internal static class ModelConventions
{
    /// <summary>snake_case names, enums as text, keys and filters by tenant.</summary>
    public static void UseConventions(this ModelBuilder model, BookingDbContext context)
    {
        foreach (IMutableEntityType entity in model.Model.GetEntityTypes())
        {
            NameColumns(entity);
            if (typeof(AggregateRoot).IsAssignableFrom(entity.ClrType))
            {
                model.Entity(entity.ClrType).Property(nameof(AggregateRoot.Version)).IsConcurrencyToken();
                model.Entity(entity.ClrType).Ignore(nameof(AggregateRoot.Events));
            }

            if (entity.FindProperty("TenantId") is not null)
            {
                entity.SetQueryFilter(BelongsToTenant(entity.ClrType, context));
            }
        }
    }

    /// <summary>A value that lies in one jsonb column and is replaced as a whole.</summary>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property)
    {
        property.HasColumnType("jsonb").HasConversion(
            new ValueConverter<T, string>(
                value => JsonSerializer.Serialize(value, StoredJson.Options),
                text => JsonSerializer.Deserialize<T>(text, StoredJson.Options)!),
            new ValueComparer<T>((left, right) => ReferenceEquals(left, right), value => value == null ? 0 : value.GetHashCode()));
        return property;
    }

    /// <summary>An amount in two columns, <c>…_amount</c> and <c>…_currency</c>.</summary>
    public static void HasMoney<TEntity>(this EntityTypeBuilder<TEntity> entity, Expression<Func<TEntity, Money>> property)
        where TEntity : class
    {
        string name = SnakeCase(((MemberExpression)property.Body).Member.Name);
        entity.ComplexProperty(property, money =>
        {
            money.Property(value => value.Amount).HasColumnName($"{name}_amount");
            money.Property(value => value.Currency).HasColumnName($"{name}_currency");
        });
    }

    internal static string SnakeCase(string name)
    {
        StringBuilder snake = new();
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    private static void NameColumns(IMutableEntityType entity)
    {
        foreach (IMutableProperty property in entity.GetProperties())
        {
            property.SetColumnName(SnakeCase(property.Name));
            Type type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type.IsEnum)
            {
                property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(SnakeCaseEnum<>).MakeGenericType(type))!);
            }
        }
    }

    private static LambdaExpression BelongsToTenant(Type entity, BookingDbContext context)
    {
        ParameterExpression row = Expression.Parameter(entity, "row");
        return Expression.Lambda(
            Expression.Equal(
                Expression.Property(row, "TenantId"),
                Expression.Property(Expression.Constant(context), nameof(BookingDbContext.TenantId))),
            row);
    }

    private sealed class SnakeCaseEnum<TEnum>() : ValueConverter<TEnum, string>(value => ToText(value), text => FromText(text))
        where TEnum : struct, Enum
    {
        private static readonly Dictionary<TEnum, string> Texts = Enum.GetValues<TEnum>().ToDictionary(value => value, value => SnakeCase(value.ToString()));
        private static readonly Dictionary<string, TEnum> Values = Texts.ToDictionary(pair => pair.Value, pair => pair.Key);

        private static string ToText(TEnum value) => Texts[value];

        private static TEnum FromText(string text) => Values[text];
    }
}
