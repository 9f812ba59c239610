using System.Reflection;
using System.Runtime.CompilerServices;

namespace Bellman;

/// <summary>What other people's programs compile against changes only on purpose: the whole public surface, as text.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Compares the surface of an assembly with the text that was approved.</summary>
    /// <param name="any">A type of the assembly.</param>
    /// <param name="test">The test's own file: the text lies in the folder Golden beside it.</param>
    public static void RequireApproved(Type any, [CallerFilePath] string test = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(test)!, "Golden");
        string name = any.Assembly.GetName().Name!;
        string[] lines = [.. any.Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Describe)];
        string approved = Path.Combine(folder, $"{name}.approved.txt");
        string received = Path.Combine(folder, $"{name}.received.txt");
        string[] expected = File.Exists(approved) ? File.ReadAllLines(approved) : [];
        if (!lines.SequenceEqual(expected))
        {
            Directory.CreateDirectory(folder);
            File.WriteAllLines(received, lines);
            string gone = string.Join("\n- ", expected.Except(lines).Take(10));
            string come = string.Join("\n+ ", lines.Except(expected).Take(10));
            Assert.Fail($"The public surface of {name} changed:\n- {gone}\n+ {come}\nIf that is meant, rename {received} to {approved}.");
        }
        File.Delete(received);
    }

    private static IEnumerable<string> Describe(Type type)
    {
        yield return $"{Kind(type)} {type.Namespace}.{Name(type)}";
        IEnumerable<string> members = type.GetMembers(Declared)
            .Where(member => member is not Type && !member.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(Describe).OfType<string>().Order(StringComparer.Ordinal);
        foreach (string member in members)
        {
            yield return "    " + member;
        }
    }

    private static string Kind(Type type)
        => type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static class",
            (true, false) => "abstract class",
            (false, true) => "sealed class",
            _ => "class",
        };

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        PropertyInfo property => $"{Static(property.GetMethod ?? property.SetMethod)}{Name(property.PropertyType)} {property.Name} "
            + $"{{{(property.GetMethod?.IsPublic == true ? " get;" : "")}{(property.SetMethod?.IsPublic == true ? " set;" : "")} }}",
        MethodInfo { IsSpecialName: false } method => $"{Static(method)}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        FieldInfo { IsSpecialName: false } field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        EventInfo @event => $"event {@event.Name}",
        _ => null,
    };

    private static string Static(MethodBase? method) => method?.IsStatic == true ? "static " : "";

    private static string Parameters(MethodBase method)
        => string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }
        string name = type.IsNested && !type.IsGenericParameter ? Name(type.DeclaringType!) + "." + type.Name : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
