using System.Reflection;

namespace LineChat.Tests.Support;

/// <summary>Calls with null where that is not allowed.</summary>
internal static class Nulls
{
    /// <summary>Expects that each argument that must not be null is refused by its name, at once or by the task that is returned.</summary>
    /// <param name="target">The object; null for a static method or a constructor.</param>
    /// <param name="called">What is called.</param>
    /// <param name="argument">Makes the other arguments.</param>
    public static void ExpectRefused(object? target, MethodBase called, Func<Type, object?> argument)
    {
        if (called.ContainsGenericParameters) return;
        foreach (var parameter in called.GetParameters().Where(MustNotBeNull))
        {
            object?[] arguments = [.. called.GetParameters().Select(other => other == parameter ? null : other.HasDefaultValue && other.DefaultValue is null && !other.ParameterType.IsValueType ? null : argument(other.ParameterType))];
            var exception = Assert.IsAssignableFrom<ArgumentNullException>(Thrown(target, called, arguments));
            Assert.True(parameter.Name == exception.ParamName, $"{called.DeclaringType}.{called}: {exception.ParamName}");
        }
    }

    private static Exception? Thrown(object? target, MethodBase called, object?[] arguments)
    {
        try
        {
            object? result = called is ConstructorInfo made ? made.Invoke(arguments) : called.Invoke(target, arguments);
            if (result?.GetType() is { } type && type.GetMethod("AsTask") is { } asTask) ((Task)asTask.Invoke(result, null)!).Wait(Deadline.Time);
            else if (result is Task task) task.Wait(Deadline.Time);
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
        catch (AggregateException exception)
        {
            return exception.InnerException;
        }
    }

    private static bool MustNotBeNull(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType && !parameter.IsOut && !parameter.ParameterType.IsByRef && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.NotNull;
}
