// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.ApplicationModel;

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

public class ReferenceExpression : IManifestExpressionProvider, IValueProvider
{
    private readonly string?[] _formats;

    private ReferenceExpression(string format, IValueProvider[] valueProviders, string[] manifestExpressions, string?[] formats)
    {
        Format = format;
        ValueProviders = valueProviders;
        ManifestExpressions = manifestExpressions;
        _formats = formats;
    }

    public string Format { get; }

    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    public IReadOnlyList<string> ManifestExpressions { get; }

    public string ValueExpression => string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions]);

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.GetExpression();

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = await ValueProviders[i].GetValueAsync(cancellationToken);
            values[i] = _formats[i] == "uri" ? Uri.EscapeDataString(value ?? "") : value;
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    [InterpolatedStringHandler]
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The package nests it.")]
    public ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _format = new(literalLength * 2);
        private readonly List<IValueProvider> _valueProviders = new(formattedCount);
        private readonly List<string> _manifestExpressions = new(formattedCount);
        private readonly List<string?> _formats = new(formattedCount);

        public readonly void AppendLiteral(string value) =>
            _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

        public readonly void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        public readonly void AppendFormatted(string? value, string? format = null) =>
            AppendLiteral(format == "uri" ? Uri.EscapeDataString(value ?? "") : value ?? "");

        public readonly void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider =>
            AppendFormatted(valueProvider, null);

        public readonly void AppendFormatted<T>(T valueProvider, string? format = null)
            where T : IValueProvider, IManifestExpressionProvider
        {
            _format.Append(CultureInfo.InvariantCulture, $"{{{_valueProviders.Count}}}");
            _valueProviders.Add(valueProvider);
            _manifestExpressions.Add(valueProvider.ValueExpression);
            _formats.Add(format);
        }

        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider =>
            AppendFormatted(valueProvider.Resource, null);

        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider =>
            AppendFormatted(valueProvider.Resource, format);

        internal readonly ReferenceExpression GetExpression() =>
            new(_format.ToString(), [.. _valueProviders], [.. _manifestExpressions], [.. _formats]);
    }
}
