namespace Booking.Api.OpenApi;

using Microsoft.OpenApi;

/// <summary>The document <c>/openapi/v1.json</c>: what the endpoints say of themselves, and the conventions that all of them share.</summary>
internal static class OpenApiRegistration
{
    public static IServiceCollection AddBookingOpenApi(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = SchemaNames.IdOf;
            options.AddSchemaTransformer(EnumValues.DescribeAsync);
            options.AddOperationTransformer(OperationSecurity.StateAsync);
            options.AddOperationTransformer(OperationParameters.DescribeAsync);
            options.AddOperationTransformer(ProblemAnswers.ReferAsync);
            options.AddOperationTransformer(SuccessAnswers.DescribeAsync);
            options.AddOperationTransformer(Examples.AttachAsync);
            options.AddDocumentTransformer(DocumentHead.WriteAsync);
            options.AddDocumentTransformer(SchemaRules.ApplyAsync);
        });
}
